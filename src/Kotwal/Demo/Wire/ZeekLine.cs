using System.Text.Json;

namespace Kotwal.Demo.Wire;

/// <summary>Records of Zeek's logs as JSON, one object a line, with <c>_path</c> naming the log.</summary>
internal static class ZeekLine
{
    /// <summary>A finished connection of <c>conn.log</c>. Its time is that of the connection's start.</summary>
    public static byte[] Conn(DateTimeOffset start, Conversation talk) => JsonLine.Write(json =>
    {
        Begin(json, "conn", start, talk);
        json.WriteString("proto", talk.Protocol);
        if (talk.Ending == Ending.Closed)
        {
            if (talk.Service is not null)
            {
                json.WriteString("service", talk.Service);
            }

            json.WriteNumber("duration", Math.Round(talk.Duration.TotalSeconds, 6));
            json.WriteNumber("orig_bytes", talk.Sent);
            json.WriteNumber("resp_bytes", talk.Received);
        }

        json.WriteString("conn_state", talk.Ending switch { Ending.Closed => "SF", Ending.Refused => "REJ", _ => "S0" });
        json.WriteBoolean("local_orig", IsPrivate(talk.Source));
        json.WriteBoolean("local_resp", IsPrivate(talk.Destination));
        json.WriteNumber("missed_bytes", 0);
        json.WriteString("history", History(talk));
        json.WriteNumber("orig_pkts", talk.PacketsSent);
        json.WriteNumber("orig_ip_bytes", Carried(talk.Ending, talk.Sent) + (talk.PacketsSent * 52));
        json.WriteNumber("resp_pkts", talk.PacketsReceived);
        json.WriteNumber("resp_ip_bytes", Carried(talk.Ending, talk.Received) + (talk.PacketsReceived * 52));
        json.WriteNumber("ip_proto", talk.Protocol == "tcp" ? 6 : 17);
    });

    /// <summary>A question and its answer in <c>dns.log</c>; no answer means that the name does not exist.</summary>
    public static byte[] Dns(DateTimeOffset at, Conversation talk, int id, string name, string? answer) => JsonLine.Write(json =>
    {
        Begin(json, "dns", at, talk);
        json.WriteString("proto", talk.Protocol);
        json.WriteNumber("trans_id", id);
        json.WriteNumber("rtt", 0.0021);
        json.WriteString("query", name);
        json.WriteNumber("qclass", 1);
        json.WriteString("qclass_name", "C_INTERNET");
        json.WriteNumber("qtype", 1);
        json.WriteString("qtype_name", "A");
        json.WriteNumber("rcode", answer is null ? 3 : 0);
        json.WriteString("rcode_name", answer is null ? "NXDOMAIN" : "NOERROR");
        json.WriteBoolean("AA", false);
        json.WriteBoolean("TC", false);
        json.WriteBoolean("RD", true);
        json.WriteBoolean("RA", true);
        json.WriteNumber("Z", 0);
        if (answer is not null)
        {
            json.WriteStartArray("answers");
            json.WriteStringValue(answer);
            json.WriteEndArray();
            json.WriteStartArray("TTLs");
            json.WriteNumberValue(300);
            json.WriteEndArray();
        }

        json.WriteBoolean("rejected", false);
    });

    /// <summary>One request or response of <c>modbus.log</c>.</summary>
    /// <param name="at">When it was seen.</param>
    /// <param name="talk">The connection.</param>
    /// <param name="transaction">The transaction's number in the MBAP header.</param>
    /// <param name="function">The function's name as Zeek writes it, such as <c>WRITE_SINGLE_REGISTER</c>.</param>
    /// <param name="isResponse">True for the device's answer.</param>
    public static byte[] Modbus(DateTimeOffset at, Conversation talk, int transaction, string function, bool isResponse) =>
        JsonLine.Write(json =>
        {
            Begin(json, "modbus", at, talk);
            json.WriteNumber("tid", transaction);
            json.WriteNumber("unit", 1);
            json.WriteString("func", function);
            json.WriteString("pdu_type", isResponse ? "RESP" : "REQ");
        });

    /// <summary>A connection of <c>ssh.log</c>.</summary>
    public static byte[] Ssh(DateTimeOffset start, Conversation talk, bool isLoggedIn, int attempts) => JsonLine.Write(json =>
    {
        Begin(json, "ssh", start, talk);
        json.WriteNumber("version", 2);
        json.WriteBoolean("auth_success", isLoggedIn);
        json.WriteNumber("auth_attempts", attempts);
        json.WriteString("client", "SSH-2.0-dropbear_2018.76");
        json.WriteString("server", "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3");
        json.WriteString("cipher_alg", "aes128-ctr");
        json.WriteString("mac_alg", "hmac-sha2-256");
        json.WriteString("compression_alg", "none");
        json.WriteString("kex_alg", "curve25519-sha256");
        json.WriteString("host_key_alg", "ssh-ed25519");
    });

    private static void Begin(Utf8JsonWriter json, string path, DateTimeOffset at, Conversation talk)
    {
        json.WriteString("_path", path);
        json.WritePropertyName("ts");
        json.WriteRawValue(EpochSeconds(at));
        json.WriteString("uid", talk.Uid);
        json.WriteString("id.orig_h", talk.Source);
        json.WriteNumber("id.orig_p", talk.SourcePort);
        json.WriteString("id.resp_h", talk.Destination);
        json.WriteNumber("id.resp_p", talk.Port);
    }

    private static string EpochSeconds(DateTimeOffset at)
    {
        var microseconds = (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return $"{microseconds / 1_000_000}.{microseconds % 1_000_000:D6}";
    }

    private static bool IsPrivate(string address) =>
        address.StartsWith("10.", StringComparison.Ordinal) || address.StartsWith("172.16.", StringComparison.Ordinal);

    private static string History(Conversation talk) => (talk.Protocol, talk.Ending) switch
    {
        ("udp", Ending.Closed) => "Dd",
        (_, Ending.Closed) => "ShADadFf",
        (_, Ending.Refused) => "Sr",
        _ => "S",
    };

    private static int Carried(Ending ending, int bytes) => ending == Ending.Closed ? bytes : 0;
}
