// Prints the rows of a Parquet file, a line of JSON each, as hyparquet reads them.
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { gunzipSync } from 'node:zlib'

const file = await asyncBufferFromFile(process.argv[2])
const rows = await parquetReadObjects({ file, compressors: { GZIP: packed => new Uint8Array(gunzipSync(packed)) } })
for (const row of rows) console.log(JSON.stringify(row))
