using CsCheck;

namespace Kotwal.Hunt.Tests;

/// <summary>Makes hunts that follow the grammar, with any types in any place.</summary>
internal static class HuntGrammar
{
    private static readonly Gen<string> Leaf = Gen.OneOf<string>(
        "user.name", "message", "source.ip", "source.bytes", "destination.port", "risk.level", "tls.established", "@timestamp", "tags",
        "device.floor", "device.zone", "fields", "dynamic([1, 'a', null])", "fields['device.zone']", "tags[0]", "parse_json(message).a['b'][-1]", "doc.a.b", "doc", "'root'", "'10.0.0.0/8'", "''", "5", "0", "2.5", "-3", "1h", "true", "now()",
        "datetime(2026-11-23)", "9223372036854775807", "'2026-11-23'", "''", "['x-note']");

    private static readonly Gen<string> Unary = Gen.OneOf<string>(
        "ago", "tostring", "tolower", "toupper", "strlen", "toint", "todouble", "todatetime", "isempty", "isnotempty", "isnull", "isnotnull", "not",
        "ipv4_is_private", "-", "strcat", "tobool", "parse_ipv4", "reverse", "base64_decode_tostring", "base64_encode_tostring", "url_decode",
        "url_encode", "hash_sha256", "abs", "round", "ceiling", "sqrt", "log", "log2", "startofday", "startofweek", "startofmonth", "startofyear",
        "parse_json", "array_length", "bag_keys", "endofday", "dayofweek", "hourofday", "dayofmonth", "getyear", "unixtime_seconds_todatetime");

    private static readonly Gen<string> Operator = Gen.OneOf<string>(
        "==", "!=", "=~", "!~", "<", "<=", ">", ">=", "has", "!has", "has_cs", "hasprefix", "hassuffix_cs", "contains", "!contains_cs", "startswith",
        "endswith", "matches regex", "+", "-", "*", "/", "%", "and", "or");

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Leaf
        : Gen.Frequency(
            (4, Leaf),
            (2, Gen.Select(Unary, inner, (function, value) => $"{function}({value})")),
            (5, Gen.Select(inner, Operator, inner, (left, name, right) => $"({left} {name} {right})")),
            (1, Gen.Select(inner, inner, inner, (a, b, c) => $"iff({a}, {b}, {c})")),
            (1, Gen.Select(inner, inner, (a, b) => $"bin({a}, {b})")),
            (2, Gen.Select(
                Gen.OneOf<string>("coalesce", "min_of", "max_of", "indexof", "split", "pow", "strcat_delim", "substring", "bag_pack", "strcat_array", "set_has_element"), inner, inner,
                (name, a, b) => $"{name}({a}, {b})")),
            (1, Gen.Select(inner, inner, inner, (a, b, c) => $"substring({a}, {b}, {c})")),
            (1, Gen.Select(inner, inner, inner, (a, b, c) => $"replace_string({a}, {b}, {c})")),
            (1, Gen.Select(inner, inner, (a, b) => $"replace_regex({a}, '(a+)(b)?', {b})")),
            (1, Gen.Select(inner, a => $"extract('(a|x*)b?', 1, {a}, typeof(long))")),
            (1, Gen.Select(inner, a => $"extract_all('a|(x*)', {a})")),
            (1, Gen.Select(inner, a => $"trim('[ax]*', {a})")),
            (1, Gen.Select(inner, a => $"indexof({a}, 'a', 3)")),
            (1, Gen.Select(inner, a => $"format_datetime({a}, 'yyyy-M-dd HH:mm:ss.fff tt')")),
            (1, Gen.Select(inner, inner, (a, b) => $"datetime_diff('hour', {a}, {b})")),
            (1, Gen.Select(inner, inner, inner, (a, b, c) => $"({a} in ({b}, {c}))")),
            (1, Gen.Select(inner, inner, inner, (a, b, c) => $"({a} !between ({b} .. {c}))")),
            (1, Gen.Select(inner, inner, (a, b) => $"({a} has_any ({b}))"))));

    private static readonly Gen<string> Aggregate = Gen.OneOf<string>(
        Gen.Const("count()"),
        Gen.Select(
            Gen.OneOf<string>("dcount", "sum", "avg", "min", "max", "stdev", "countif", "make_set", "make_list", "any", "arg_max(source.bytes,", "percentile(50,", "variance",
                "count_distinct", "avgif(source.bytes,", "minif(user.name,", "stdevif(source.bytes,", "make_set_if(user.name,", "take_anyif(tags,"),
            Value,
            (name, value) => name.EndsWith(',') ? $"{name} {value})" : $"{name}({value})"),
        Gen.Select(Value, value => $"sumif(source.bytes, {value}) / count()"));

    private static readonly Gen<string> Kind = Gen.OneOf<string>(
        "inner", "innerunique", "leftouter", "rightouter", "fullouter", "leftsemi", "leftanti", "rightsemi", "rightanti");

    private static readonly Gen<string> Stage = Gen.Frequency(
        (3, Value.Select(value => $"where {value}")),
        (2, Value.Select(value => $"extend user.name = {value}, y = {value}")),
        (1, Value.Select(value => $"project @timestamp, x = {value}, tags, user.name, device.floor")),
        (2, Gen.Select(Value, Value, (a, b) => $"sort by {a} asc nulls last, {b}")),
        (1, Value.Select(value => $"top 3 by {value}")),
        (2, Gen.Select(Aggregate, Aggregate, Value, (a, b, key) => $"summarize {a}, b = {b} by k = {key}, tags")),
        (1, Value.Select(value => $"distinct x = {value}")),
        (1, Gen.Const("take 5")),
        (1, Gen.Const("project-away user.*")),
        (1, Value.Select(value => $"extend doc = parse_json({value})")),
        (1, Value.Select(value => $"project-rename who = user.name | where isempty(who) or {value}")),
        (1, Value.Select(value => $"project-reorder tags, user* desc | extend x = {value}")),
        (1, Value.Select(value => $"parse {value} with * 'a' x:long ' ' y")),
        (1, Value.Select(value => $"parse-where kind=regex {value} with * '(a|b)+' x:datetime '[0-9]*' *")),
        (1, Gen.Select(Value, Value, (a, b) => $"mv-expand with_itemindex=i z = {a}, {b} to typeof(long) limit 3")),
        (1, Value.Select(value => $"mv-expand kind=array z = {value}")),
        (1, Gen.Select(Aggregate, Value, (a, key) => $"make-series s = {a} on @timestamp from ago(1d) to now() step 3h by k = {key}")),
        (1, Aggregate.Select(a => $"make-series s = {a} default = 1.5, count() on source.bytes step 1000000000000000 | extend series_decompose_anomalies(s)")),
        (1, Gen.Select(Kind, Value, (kind, value) => $"join kind={kind} (events | where {value}) on user.name, event.id")),
        (1, Value.Select(value => $"lookup (alerts | extend x = {value}) on user.name")),
        (1, Value.Select(value => $"union withsource=t kind=outer alerts, (events | project x = {value}, tags, user.name)")),
        (1, Value.Select(value => $"where user.name in (alerts | project {value})")),
        (1, Gen.Select(Operator, Value, (name, value) => $"where (user.name {name} toscalar(alerts | project {value}))")),
        (1, Gen.Select(Value, Value, (a, b) => $"where ({a} in ({b}, (alerts | project title))) or {b} has_any ((alerts | project title))")),
        (1, Gen.Select(Value, Value, (a, b) => $"extend v = tags[toint({a})], w = parse_json(message)[{b}]")),
        (1, Gen.Select(Value, Value, (a, b) => $"extend v = datetime_add('month', {a}, {b}), w = datetime_part('hour', {b})")),
        (1, Gen.Const("count")));

    private static readonly Gen<string> Start = Gen.OneOf<string>(
        "let f = (n: long, s: string = 'a') { strcat(s, n + 1) }; let doc = dynamic({'a': {'b': 1}}); events | extend q = f(5)",
        "let rows = events | where source.bytes > 100; let of = (t: (*)) { t | where destination.port == 22 }; of(rows)", "union events, alerts", "alerts",
        "events", "failed -root", "user.name:a* OR tags:vpn", "source.ip:10.0.0.0/8", "device.floor:[3 TO 9]", "@timestamp:>now-6h", "device.zone:*");

    public static Gen<string> Hunt { get; } = Gen.Select(Start, Stage.Array[1, 3], (start, stages) => $"{start} | {string.Join(" | ", stages)}");
}
