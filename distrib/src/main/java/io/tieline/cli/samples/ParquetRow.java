package io.tieline.cli.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** A row of a Parquet file, which gives its fields in the order of the schema. */
@FunctionalInterface
interface ParquetRow {

    void writeTo(RecordConsumer out);

    /** A writer of rows of a schema; an existing file is replaced. */
    static ParquetWriter<ParquetRow> writer(Path file, MessageType schema) throws IOException {
        return new Builder(new LocalOutputFile(file), schema)
                .withConf(new PlainParquetConfiguration())
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withCodecFactory(new GzipPages())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .build();
    }

    /** How Parquet wants to be told what to write. */
    final class Builder extends ParquetWriter.Builder<ParquetRow, Builder> {

        private final MessageType schema;

        private Builder(OutputFile file, MessageType schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<ParquetRow> getWriteSupport(Configuration configuration) {
            return new Support(schema);
        }

        @Override
        protected WriteSupport<ParquetRow> getWriteSupport(ParquetConfiguration configuration) {
            return new Support(schema);
        }
    }

    /** Frames each row as a message. */
    final class Support extends WriteSupport<ParquetRow> {

        private final MessageType schema;

        @SuppressWarnings("NullAway.Init") // prepareForWrite comes before the first row
        private RecordConsumer out;

        private Support(MessageType schema) {
            this.schema = schema;
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(ParquetRow row) {
            out.startMessage();
            row.writeTo(out);
            out.endMessage();
        }
    }
}
