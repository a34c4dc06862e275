using System.Collections.Frozen;
using System.Collections.Immutable;
using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Auditd;

/// <summary>From a record type and a field in it to what it means.</summary>
internal static class AuditdNames
{
    private static readonly FrozenDictionary<string, ImmutableArray<FieldCopy>> Copies =
        FieldTable.ReadMapping("auditd-names.tsv").ToFrozenDictionary(StringComparer.Ordinal);

    // Fields of free text, which the kernel writes in hexadecimal when it holds anything unusual.
    private static readonly FrozenSet<string> Texts = new[]
    {
        "proctitle", "exe", "comm", "name", "cwd", "key", "acct", "data", "cmd", "path", "dir", "file", "vm", "new_group", "grp", "id",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static NameMeaning MeaningOf(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var name = path[(dot + 1)..];
        var copies = Copies.GetValueOrDefault(path, Copies.GetValueOrDefault("*." + name, []));
        return new(Field.Of("auditd.log." + name), copies, (int)RoleOf(path, name));
    }

    private static AuditdRole RoleOf(string path, string name) => name switch
    {
        "res" or "success" or "result" => AuditdRole.Outcome,
        "argc" => AuditdRole.None,
        _ when path.StartsWith("EXECVE.a", StringComparison.Ordinal) && !name.Contains("_len", StringComparison.Ordinal) => AuditdRole.Argument,
        _ when Texts.Contains(name) => AuditdRole.Text,
        _ => AuditdRole.None,
    };
}
