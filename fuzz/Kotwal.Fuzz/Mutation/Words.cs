using System.Text;

namespace Kotwal.Fuzz.Mutation;

/// <summary>Words and bytes at which readers have to decide.</summary>
internal static class Words
{
    /// <summary>For any target: ends, extremes and what is no text.</summary>
    public static IReadOnlyList<byte[]> Any { get; } =
    [
        [0x00], [0x7F], [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFE], [0xFF], [0xEF, 0xBB, 0xBF], [0xE2, 0x80],
        .. Of(
            "\n", "\r\n", "\t", " ", "\\", "\"", "'", "=", ":", ",", ";", "-", "|", "%", "(", ")", "[", "]", "{", "}", "<", ">", "/",
            "\u2028", "\u0130", "\uD83D\uDE00", "0", "-1", "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
            "1e999", "0x10", "1.5", "99999999999999999999999999", "null", "true", "::1", "10.0.0.0/8", "192.0.2.1", "fe80::1%eth0",
            "1969-12-31T23:59:59.9999999999Z", "2026-02-30T24:61:61+99:99", "9999-12-31T23:59:60Z", "0000-00-00"),
    ];

    /// <summary>For JSON: structure, escapes, numbers.</summary>
    public static IReadOnlyList<byte[]> Json { get; } = Of(
        "{", "}", "[", "]", "\":", "\",\"", "{\"a\":", "[[", "{}", "[]", "\\u0000", "\\ud800", "\\udc00\\ud800", "\\\"", "\\x", "-0", "1E+5",
        "}{", "}\n{", "},\n{", "[{", "{\n", "\"\":", "\"a.b\":1,", "@timestamp", "NaN");

    /// <summary>For syslog: priorities, counts, structured data (RFC 5424, RFC 3164, RFC 6587).</summary>
    public static IReadOnlyList<byte[]> Syslog { get; } = Of(
        "<13>", "<191>1 ", "<192>", "<", ">1 ", "- ", "[a b=\"c\"]", "\\]", "][", "=\"", "Feb 29 24:00:00", "Jan  1 00:00:00 ", "\uFEFF", "7 <",
        "999999999 ", "12 <13>", "sshd[1]: ", "sudo: ", " ; ", "Failed password for ", " from ", " port ");

    /// <summary>For key and value pairs, as auditd has them.</summary>
    public static IReadOnlyList<byte[]> Pairs { get; } = Of(
        "type=SYSCALL msg=audit(", "audit(1.0:1): ", "msg='", "a0=", "proctitle=", "saddr=02000016", "exe=\"", "uid=4294967295", "=", "==", "='\"");

    /// <summary>For rules: parts of Sigma and of YAML.</summary>
    public static IReadOnlyList<byte[]> Sigma { get; } = Of(
        "detection:\n", "    condition: ", "1 of ", "all of ", "them", "selection*", " and ", " or ", " not ", "|contains", "|all", "|re", "|base64offset",
        "|utf16le", "|wide", "|cidr", "|windash", "|expand", "|fieldref", "|exists", "|gte", "|cased", "|startswith", "|endswith", "|fieldref|all", "|i", "%x%", "(a+)+$", "[a-",
        "[:", ":]", "[[:]", "[:^", "++", "\\Q", "\\E", "\\x{", "\\h", "\\R", "(?P=",
        "logsource:\n", "correlation:\n", "    type: event_count\n", "    group-by:\n", "    timespan: 5m\n", "action: global\n", "---\n", "...\n", "&a ", "*a",
        "<<: *a", "!!binary ", "!!set ", "? ", "- ", "|-\n", ">+\n", "\\*", "\\?", "*", "??", "#", "@", "`", "\"\\x", "''");

    /// <summary>For pipelines: transformations, conditions and their options.</summary>
    public static IReadOnlyList<byte[]> Pipelines { get; } = Of(
        "  - type: field_name_mapping\n    mapping: {Image: [a, Image]}\n", "  - {type: drop_detection_item}\n", "  - {type: nest, items: [", "  - {type: regex}\n",
        "  - {type: replace_string, regex: '(.)', replacement: '\\1\\1'}\n", "  - {type: value_placeholders}\n", "  - {type: wildcard_placeholders}\n",
        "  - {type: set_value, value: null}\n", "  - {type: convert_type, target_type: num}\n", "  - {type: add_condition, template: true, conditions: {a: $category}}\n",
        "  - {type: hashes_fields, valid_hash_algos: [MD5]}\n", "  - {type: field_name_prefix, prefix: x}\n", "  - {type: case, method: upper}\n",
        "    rule_conditions:\n", "    rule_cond_expr: ", "    field_name_cond_not: true\n", "    detection_item_conditions:\n",
        "      - {type: match_string, cond: all, pattern: '(a+)+$'}\n", "      - {type: logsource, product: windows}\n", "      - {type: processing_item_applied, processing_item_id: x}\n",
        "vars: {admins: [a, '%x%']}\n", "transformations:\n", "priority: -1\n", "null", "(?P<n>", "\\g<n>");

    /// <summary>For tables: headings, cells that look like formulas, lists.</summary>
    public static IReadOnlyList<byte[]> Tables { get; } = Of(
        "kind,", "id:ref*", "id:ip*", "rel:located-in*", "other*", "sys_id", "sys_class_name", "name,type,address", "\"\"", "\"\n", "sep=;\n", "'=", "=1+1", "@", "\r",
        "asset", "ward w01", "netbox.a=b", "pkg:npm/", "cpe:/a:", "cpe:2.3:a:b:c:*:*:*:*:*:*:*:*", "00-1B-44-11-3A-B7", "xn--", "n/a");

    /// <summary>For XML: declarations that define and fetch, elements, entities.</summary>
    public static IReadOnlyList<byte[]> Xml { get; } = Of(
        "<!DOCTYPE a [<!ENTITY x \"y\">]>", "&x;", "&amp;", "&#0;", "&#x10FFFF;", "<![CDATA[", "]]>", "<!--", "-->", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
        "<host>", "</host>", "<status state=\"up\"/>", "<port>", "/>", " addr=\"", "<c r=\"A1\" t=\"s\"><v>", "_x000D_", "<osmatch accuracy=\"-100\"");

    /// <summary>The words as UTF-8.</summary>
    public static IReadOnlyList<byte[]> Of(params IEnumerable<string> words) => [.. words.Select(Encoding.UTF8.GetBytes)];
}
