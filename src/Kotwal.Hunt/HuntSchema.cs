using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Kotwal.Hunt;

/// <summary>The tables that a hunt can name. Immutable.</summary>
public sealed class HuntSchema
{
    private readonly FrozenDictionary<string, IHuntTable> byName;

    /// <param name="events">The table that is asked where a hunt names none, and that the search part searches.</param>
    /// <param name="others">Other tables; names differ.</param>
    public HuntSchema(IHuntTable events, params IReadOnlyList<IHuntTable> others)
    {
        Events = events;
        byName = others.Prepend(events).ToFrozenDictionary(table => table.Name, StringComparer.Ordinal);
    }

    /// <summary>The table that is asked where a hunt names none.</summary>
    public IHuntTable Events { get; }

    /// <summary>Names of all tables.</summary>
    public IReadOnlyCollection<string> TableNames => byName.Keys;

    /// <summary>Finds a table by its exact name.</summary>
    public bool TryGetTable(string name, [NotNullWhen(true)] out IHuntTable? table) => byName.TryGetValue(name, out table);
}
