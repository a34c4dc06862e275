using System.Text.Json;

namespace Kotwal.Demo.Wire;

/// <summary>Records of Suricata's EVE log, one JSON object a line.</summary>
internal static class EveLine
{
    /// <summary>A finished flow.</summary>
    public static byte[] Flow(DateTimeOffset at, Conversation talk, bool isAlerted = false) => JsonLine.Write(json =>
    {
        Begin(json, "flow", at, talk);
        if (talk.Service is not null)
        {
            json.WriteString("app_proto", talk.Service == "ssl" ? "tls" : talk.Service);
        }

        json.WriteStartObject("flow");
        WriteCounts(json, talk);
        json.WriteString("start", Time(at - talk.Duration));
        json.WriteString("end", Time(at));
        json.WriteNumber("age", (int)talk.Duration.TotalSeconds);
        json.WriteString("state", talk.Ending == Ending.Closed ? "closed" : "new");
        json.WriteString("reason", "timeout");
        json.WriteBoolean("alerted", isAlerted);
        json.WriteEndObject();
    });

    /// <summary>A signature that matched.</summary>
    /// <param name="at">When.</param>
    /// <param name="talk">The flow it matched in.</param>
    /// <param name="id">The signature's number.</param>
    /// <param name="signature">The signature's message.</param>
    /// <param name="category">The long name of its class type.</param>
    /// <param name="severity">The priority of its class, 1 is gravest.</param>
    public static byte[] Alert(DateTimeOffset at, Conversation talk, int id, string signature, string category, int severity) =>
        JsonLine.Write(json =>
        {
            Begin(json, "alert", at, talk);
            json.WriteString("pkt_src", "wire/pcap");
            json.WriteStartObject("alert");
            json.WriteString("action", "allowed");
            json.WriteNumber("gid", 1);
            json.WriteNumber("signature_id", id);
            json.WriteNumber("rev", 1);
            json.WriteString("signature", signature);
            json.WriteString("category", category);
            json.WriteNumber("severity", severity);
            json.WriteEndObject();
            json.WriteString("direction", "to_server");
            json.WriteStartObject("flow");
            WriteCounts(json, talk);
            json.WriteString("start", Time(at - talk.Duration));
            json.WriteString("src_ip", talk.Source);
            json.WriteString("dest_ip", talk.Destination);
            json.WriteNumber("src_port", talk.SourcePort);
            json.WriteNumber("dest_port", talk.Port);
            json.WriteEndObject();
        });

    /// <summary>An answer of the name server; no answer means that the name does not exist.</summary>
    public static byte[] Dns(DateTimeOffset at, Conversation talk, int id, string name, string? answer) => JsonLine.Write(json =>
    {
        Begin(json, "dns", at, Answering(talk));
        json.WriteString("pkt_src", "wire/pcap");
        json.WriteStartObject("dns");
        json.WriteNumber("version", 3);
        json.WriteString("type", "response");
        json.WriteNumber("tx_id", 1);
        json.WriteNumber("id", id);
        json.WriteString("flags", answer is null ? "8183" : "8180");
        json.WriteBoolean("qr", true);
        json.WriteBoolean("rd", true);
        json.WriteBoolean("ra", true);
        json.WriteNumber("opcode", 0);
        json.WriteString("rcode", answer is null ? "NXDOMAIN" : "NOERROR");
        json.WriteStartArray("queries");
        json.WriteStartObject();
        json.WriteString("rrname", name);
        json.WriteString("rrtype", "A");
        json.WriteEndObject();
        json.WriteEndArray();
        if (answer is not null)
        {
            WriteAnswer(json, name, answer);
        }

        json.WriteEndObject();
    });

    /// <summary>A request to a web server and the status it answered with.</summary>
    public static byte[] Http(DateTimeOffset at, Conversation talk, string host, string method, string url, string agent, int status) =>
        JsonLine.Write(json =>
        {
            Begin(json, "http", at, talk);
            json.WriteString("pkt_src", "wire/pcap");
            json.WriteNumber("tx_id", 0);
            json.WriteStartObject("http");
            json.WriteString("hostname", host);
            json.WriteString("url", url);
            json.WriteString("http_user_agent", agent);
            json.WriteString("http_content_type", "text/html");
            json.WriteString("http_method", method);
            json.WriteString("protocol", "HTTP/1.1");
            json.WriteNumber("status", status);
            json.WriteNumber("length", talk.Received);
            json.WriteEndObject();
        });

    /// <summary>A Modbus request and its answer.</summary>
    public static byte[] Modbus(DateTimeOffset at, Conversation talk, int transaction, ModbusFunction function, int address, int value) =>
        JsonLine.Write(json =>
        {
            Begin(json, "modbus", at, talk);
            json.WriteString("pkt_src", "wire/pcap");
            json.WriteStartObject("modbus");
            json.WriteNumber("id", transaction);
            json.WriteStartObject("request");
            WriteFunction(json, transaction, function);
            json.WriteStartObject(function.IsWrite ? "write" : "read");
            json.WriteNumber("address", address);
            json.WriteNumber(function.IsSingle ? "data" : "quantity", value);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("response");
            WriteFunction(json, transaction, function);
            json.WriteEndObject();
            json.WriteEndObject();
        });

    // Suricata tells of an answer as it travels: from the server to the one who asked.
    private static Conversation Answering(Conversation talk) =>
        talk with { Source = talk.Destination, SourcePort = talk.Port, Destination = talk.Source, Port = talk.SourcePort };

    private static void Begin(Utf8JsonWriter json, string type, DateTimeOffset at, Conversation talk)
    {
        json.WriteString("timestamp", Time(at));
        json.WriteNumber("flow_id", talk.FlowId);
        json.WriteString("in_iface", "ens5");
        json.WriteString("event_type", type);
        json.WriteString("src_ip", talk.Source);
        json.WriteNumber("src_port", talk.SourcePort);
        json.WriteString("dest_ip", talk.Destination);
        json.WriteNumber("dest_port", talk.Port);
        json.WriteString("proto", talk.Protocol == "tcp" ? "TCP" : "UDP");
        json.WriteNumber("ip_v", 4);
    }

    private static void WriteCounts(Utf8JsonWriter json, Conversation talk)
    {
        json.WriteNumber("pkts_toserver", talk.PacketsSent);
        json.WriteNumber("pkts_toclient", talk.PacketsReceived);
        json.WriteNumber("bytes_toserver", (talk.Ending == Ending.Closed ? talk.Sent : 0) + (talk.PacketsSent * 66));
        json.WriteNumber("bytes_toclient", (talk.Ending == Ending.Closed ? talk.Received : 0) + (talk.PacketsReceived * 66));
    }

    private static void WriteAnswer(Utf8JsonWriter json, string name, string answer)
    {
        json.WriteStartArray("answers");
        json.WriteStartObject();
        json.WriteString("rrname", name);
        json.WriteString("rrtype", "A");
        json.WriteNumber("ttl", 300);
        json.WriteString("rdata", answer);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("grouped");
        json.WriteStartArray("A");
        json.WriteStringValue(answer);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFunction(Utf8JsonWriter json, int transaction, ModbusFunction function)
    {
        json.WriteNumber("transaction_id", transaction);
        json.WriteNumber("protocol_id", 0);
        json.WriteNumber("unit_id", 1);
        json.WriteNumber("function_raw", function.Code);
        json.WriteString("function_code", function.SuricataName);
        json.WriteString("access_type", function.Access);
        json.WriteString("category", "PUBLIC_ASSIGNED");
        json.WriteString("error_flags", "NONE");
    }

    private static string Time(DateTimeOffset at) => $"{at:yyyy-MM-ddTHH:mm:ss.ffffff}+0000";
}
