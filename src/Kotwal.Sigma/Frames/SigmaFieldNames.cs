using System.Collections.Immutable;
using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Frames;

/// <summary>
/// Gives each field that rules name a small number. Filled while rules are compiled, by one thread; from the first event on it is only
/// read, and by any number of threads. Names of events are found without their spaces (specification, "Field Usage").
/// </summary>
public sealed class SigmaFieldNames
{
    private readonly Dictionary<string, int> handles = new(StringComparer.Ordinal);
    private ByteTable? table;

    /// <summary>Number of names.</summary>
    public int Count => handles.Count;

    internal ByteTable Table => table ??= new([.. handles.Select(name => KeyValuePair.Create(Encoding.UTF8.GetBytes(name.Key), name.Value))]);

    /// <summary>The handle of a name, a new one when nobody has asked for it before.</summary>
    public int Take(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!handles.TryGetValue(name, out var handle))
        {
            handle = handles.Count;
            handles[name] = handle;
            table = null;
        }

        return handle;
    }

    /// <summary>Finds the handle of a name that somebody has asked for.</summary>
    public bool TryFind(string name, out int handle) => handles.TryGetValue(name, out handle);

    /// <summary>Resolves the fields of rules to handles of the same name; give it to <see cref="Matching.SigmaCompileOptions.Fields"/>.</summary>
    public ImmutableArray<int> Resolve(string field, SigmaLogSource logSource) => [Take(field)];
}
