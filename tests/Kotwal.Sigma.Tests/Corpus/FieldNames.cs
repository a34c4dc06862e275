using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Corpus;

/// <summary>Gives each field name a handle. Names of events lose their spaces, as the specification says under "Field Usage".</summary>
internal sealed class FieldNames
{
    private readonly Dictionary<string, int> handles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public FieldNames() => lookup = handles.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => handles.Count;

    public int Of(ReadOnlySpan<char> name)
    {
        if (lookup.TryGetValue(name, out var handle))
        {
            return handle;
        }

        var stripped = name.ToString().Replace(" ", "", StringComparison.Ordinal);
        handle = handles.TryGetValue(stripped, out var known) ? known : handles.Values.Distinct().Count();
        handles[stripped] = handle;
        handles[name.ToString()] = handle;
        return handle;
    }

    public ImmutableArray<int> Resolve(string field, SigmaLogSource logSource) => [Of(field)];
}
