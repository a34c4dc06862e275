using CsCheck;

namespace Kotwal.Sigma.Tests.Engine;

/// <summary>Rules at random, as detections in YAML. Made of the same few pieces as random events, so that they match now and then.</summary>
internal static class RandomRules
{
    /// <summary>Pieces that texts of rules and of events are made of: what case, wildcards, escapes, dashes and numbers could go wrong on.</summary>
    public static readonly string[] Pieces =
    [
        "a", "B", "ab", "aB", "b", "e", "exe", ".exe", "\\cmd.exe", "C:\\Windows\\", "cmd", "a longer literal", "another literal of some length",
        "é", "É", "k", "\u212A", "K", "ß", "ẞ", "ſ", "s", "İ", "i", "ı", "Σ", "ς", "中文", "😀", "-", "/", "\u2013", " ", "-enc", "/ENC", "3", "3.0", "16", "10.0.0.1", "::ffff:10.0.0.1",
        "2024-05-06T07:08:09Z", "true", "null", "\\", "\"", "\n", "\t", "YWI=", "YQBiAA==", "\0", "\uFFFD", "%",
    ];

    private static readonly string[] Wildcards = ["*", "?", "\\*", "\\?", "\\\\", "**", "*?"];

    private static readonly string[] Chains =
    [
        "", "", "", "|contains", "|contains", "|contains", "|startswith", "|endswith", "|endswith", "|contains|all", "|all", "|startswith|all", "|cased", "|contains|cased", "|endswith|cased",
        "|contains|windash", "|windash", "|base64offset|contains", "|base64|contains", "|wide|base64offset|contains", "|utf16|contains", "|utf16be|contains", "|wide|contains|cased",
        "|neq", "|contains|neq", "|re", "|re", "|re|i", "|re|i|s", "|re|m", "|cidr", "|exists", "|gt", "|gte", "|lt", "|lte", "|gt|neq", "|hour", "|minute", "|year", "|fieldref", "|fieldref|contains", "|fieldref|neq", "|fieldref|all",
        "|fieldref|all|neq", "|fieldref|cased", "|fieldref|startswith", "|fieldref|endswith", "|fieldref|endswith|all", "|fieldref|startswith|cased|neq",
    ];

    private static readonly string[] Expressions =
    [
        "a+b", "(ab|exe)", "^cmd", "b.*a", "(?i)EXE", "[ab]{2}", "K", "\\\\cmd\\.exe$", "a{2,}", "(?:longer|ab)?e", "lit(er|al)+", "é|b", "another\\s+literal", "i", "s", "(?<n>lit)eral",
        "(?=a)ab", "a|", "x*y?", "of some", "(a)(b)\\2", "\\x61b", "li{1}teral", "(?#c)ab", "[^a]b", "\\bliteral\\b", "a(?i:B)",
        "[[:alpha:]]x", "[a-e-[b]]", "[^[:space:]a]b", "lit[]e]ral", "[[:]a", "[[:a]b", "[[:^digit:]]e", "[a:]b", "a++b", "(?:lit)*+eral", "\\Qcmd.exe\\E", "\\x{61}b", "\\h-",
    ];

    private static readonly string[] Conditions =
    [
        "s0", "s0 and s1", "s0 and not s1", "s0 or s1", "1 of s*", "2 of s*", "all of them", "not s0", "not 1 of s*", "s0 and (s1 or not s2)", "not (s0 and not s1)", "(s0 or s1) and s2", "2 of them and s0", "1 of them and not all of s*",
    ];

    private static readonly Gen<string> Field = Gen.OneOf("A", "B", "C", "D", "A/B", "Unmapped");

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf(Pieces).Array[1, 4].Select(string.Concat),
        Gen.OneOf(Gen.OneOf(Pieces), Gen.OneOf(Pieces), Gen.OneOf(Wildcards)).Array[0, 5].Select(string.Concat));

    private static readonly Gen<string> Value = Gen.Frequency(
        (10, Text.Select(Quoted)),
        (1, Gen.OneOf("3", "16", "0x10", "3.0", "-0", "1e1", "0", "12345678901234567890123456789012", "true", "false", "null", "''", "\"\\xE9\"")));

    private static readonly Gen<string> Item =
        from field in Field
        from chain in Gen.OneOf(Chains)
        from values in ValuesFor(chain).Array[1, 4]
        select values.Length == 1 ? $"{Quoted(field + chain)}: {values[0]}" : $"{Quoted(field + chain)}: [{string.Join(", ", values)}]";

    private static readonly Gen<string> Map = Item.Array[1, 3].Select(items =>
        $"{{{string.Join(", ", items.DistinctBy(item => item[..item.IndexOf("':", StringComparison.Ordinal)]))}}}");

    private static readonly Gen<string> Search = Gen.Frequency(
        (6, Map),
        (2, Map.Array[1, 3].Select(maps => $"[{string.Join(", ", maps)}]")),
        (1, Text.Where(text => text.Length > 0).Select(Quoted).Array[1, 3].Select(words => $"[{string.Join(", ", words)}]")),
        (1, Text.Where(text => text.Length > 0).Select(Quoted).Array[1, 3].Select(words => $"{{'|all': [{string.Join(", ", words)}]}}")));

    /// <summary>The detection of a rule.</summary>
    public static readonly Gen<string> Detection =
        from first in Search
        from second in Search
        from third in Search
        from condition in Gen.OneOf(Conditions)
        select $"s0: {first}\ns1: {second}\ns2: {third}\ncondition: {condition}";

    private static Gen<string> ValuesFor(string chain) => chain switch
    {
        "|exists" => Gen.OneOf("true", "false"),
        "|cidr" => Gen.OneOf("'10.0.0.0/8'", "'192.168.0.0/16'", "'::/0'", "'fe80::/10'"),
        _ when chain.StartsWith("|fieldref", StringComparison.Ordinal) => Gen.OneOf("A", "B", "C", "Unmapped"),
        "|gt" or "|gte" or "|lt" or "|lte" or "|gt|neq" or "|hour" or "|minute" or "|year" => Gen.OneOf("3", "7", "16", "2024", "-1", "3.5"),
        _ when chain.StartsWith("|re", StringComparison.Ordinal) => Gen.OneOf(Expressions).Select(Quoted),
        _ => Value,
    };

    private static string Quoted(string text) => text.Any(char.IsControl)
        ? "\"" + string.Concat(text.Select(letter => char.IsControl(letter) ? $"\\x{(int)letter:X2}" : letter is '"' or '\\' ? $"\\{letter}" : $"{letter}")) + "\""
        : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
