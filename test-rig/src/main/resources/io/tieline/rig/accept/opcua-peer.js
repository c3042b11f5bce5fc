// An OPC UA server shaped like a UPS, made with node-opcua: the independent peer of `rig accept opcua`.
// node opcua-peer.js PORT GENERATION FOLDER; ends when its standard input does.
"use strict";
const {
    OPCUAServer, OPCUACertificateManager, Variant, DataType, StatusCodes, SecurityPolicy, MessageSecurityMode,
    standardUnits,
} = require("node-opcua");

const [port, generation, folder] = process.argv.slice(2);

(async () => {
    const certificates = new OPCUACertificateManager({
        automaticallyAcceptUnknownCertificate: true,
        rootFolder: folder,
    });
    await certificates.initialize();
    const server = new OPCUAServer({
        port: Number(port),
        hostname: "127.0.0.1",
        alternateHostname: ["127.0.0.1", "localhost"],
        serverCertificateManager: certificates,
        securityPolicies: [
            SecurityPolicy.None, SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes128_Sha256_RsaOaep,
            SecurityPolicy.Aes256_Sha256_RsaPss,
        ],
        securityModes: [MessageSecurityMode.None, MessageSecurityMode.SignAndEncrypt],
        allowAnonymous: true,
        userManager: { isValidUser: (user, password) => user === "reader" && password === "secret" },
        serverInfo: { applicationUri: "urn:peer:ups1600", productUri: "urn:peer" },
        buildInfo: { manufacturerName: "Peer", productName: "UPS1600 of a peer" },
    });
    await server.initialize();
    const space = server.engine.addressSpace;
    const own = space.getOwnNamespace();
    // With every start each variable gets the id its neighbour had before.
    let next = Number(generation);
    const id = () => `ns=1;s=v${next++}`;
    const ups = own.addObject({ organizedBy: space.rootFolder.objects, browseName: "UPS1600", nodeId: "ns=1;s=ups" });
    const battery = own.addObject({ componentOf: ups, browseName: "ActualBatteryState", nodeId: "ns=1;s=battery" });
    const buffer = own.addObject({ componentOf: ups, browseName: "ActualBufferState", nodeId: "ns=1;s=buffer" });
    const add = (parent, browseName, dataType, get) => own.addVariable({
        componentOf: parent, browseName, dataType, nodeId: id(), minimumSamplingInterval: 100,
        value: { get: () => new Variant({ dataType, value: get() }) },
    });
    add(battery, "BatteryCharge", DataType.Byte, () => 87);
    own.addAnalogDataItem({
        componentOf: battery, browseName: "BatteryVoltage", dataType: DataType.Float, nodeId: id(),
        engineeringUnitsRange: { low: 0, high: 60 }, engineeringUnits: standardUnits.volt,
        minimumSamplingInterval: 100,
        value: { get: () => new Variant({ dataType: DataType.Float, value: 27.5 }) },
    });
    add(battery, "BatteryCount", DataType.Byte, () => 3);
    add(battery, "BatteryConnectionFault", DataType.Boolean, () => false);
    add(buffer, "BufferReady", DataType.Boolean, () => false);
    const start = Date.now();
    add(buffer, "BufferRemainingTime", DataType.UInt32, () => 10000 + Math.floor((Date.now() - start) / 200));
    let limit = 5;
    own.addVariable({
        componentOf: ups, browseName: "Limit", dataType: DataType.Int16, nodeId: id(),
        minimumSamplingInterval: 100,
        value: {
            get: () => new Variant({ dataType: DataType.Int16, value: limit }),
            set: (variant) => { limit = variant.value; return StatusCodes.Good; },
        },
    });
    await server.start();
    console.log("READY");
    process.stdin.resume();
    process.stdin.on("end", async () => {
        await server.shutdown(0);
        process.exit(0);
    });
})().catch((error) => {
    console.error(error);
    process.exit(1);
});
