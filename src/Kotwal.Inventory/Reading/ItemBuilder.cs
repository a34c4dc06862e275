using Kotwal.Inventory.Identifiers;

namespace Kotwal.Inventory.Reading;

/// <summary>
/// Gathers what a document says of one thing: marks in their canonical form, values cleaned, each once. What is wrong is reported
/// and left out.
/// </summary>
internal sealed class ItemBuilder(string kind, int line, InventoryReading reading)
{
    private readonly DistinctList<InventoryIdentifier> identifiers = new();
    private readonly DistinctList<KeyValuePair<string, string>> attributes = new();
    private readonly DistinctList<InventoryRelation> relations = new();

    public string Kind { get; } = kind;

    public int Line { get; } = line;

    /// <summary>True while there is no mark.</summary>
    public bool IsUnmarked => identifiers.Items.Count == 0;

    /// <summary>Adds a mark as somebody wrote it; an empty one is none.</summary>
    public void Mark(string kind, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text) && Read(kind, text) is { } mark)
        {
            identifiers.Add(mark);
        }
    }

    /// <summary>Adds a serial number with its maker, when that is known.</summary>
    public void MarkSerial(string? text, string? maker)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > InventoryLimits.MaxIdentifierCharacters)
        {
            return;
        }

        var number = string.Concat(text.Where(character => !char.IsControl(character)));
        var known = string.IsNullOrWhiteSpace(maker) || maker.Length > InventoryLimits.MaxNameCharacters ? null : maker;
        if (SerialMark.Read(number, known, out var reason) is { } serial)
        {
            identifiers.Add(new(InventoryIdentifiers.Serial, CleanText.OneLine(serial)));
        }
        else
        {
            Report(InventoryIdentifiers.Serial, text, reason);
        }
    }

    /// <summary>Adds an id of the city's own plan, or a whole reference when it names its system.</summary>
    public void MarkReference(string? text) => Mark(InventoryIdentifiers.Reference, text is null ? null : Reference(Kind, text));

    /// <summary>Says something of the thing; nothing when the value is empty.</summary>
    public void Say(string name, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return;
        }

        if (value.Length > InventoryLimits.MaxValueCharacters || name.Length is 0 or > InventoryLimits.MaxNameCharacters)
        {
            reading.Report(Line, $"'{CleanText.Shorten(name)}' or its value is too long.");
            return;
        }

        var cleaned = CleanText.Value(value);
        if (KnownWords.Read(name, cleaned) is not { } word)
        {
            reading.Report(Line, $"'{CleanText.Shorten(cleaned)}' is not understood as {name}; known are {KnownWords.Of(name)}.");
        }
        else if (word.Length > 0)
        {
            attributes.Add(new(CleanText.Name(name), word));
        }
    }

    /// <summary>Says something unless that is said already.</summary>
    public void SayFirst(string name, string? value)
    {
        if (Said(name) is null)
        {
            Say(name, value);
        }
    }

    /// <summary>The first value of an attribute, or null.</summary>
    public string? Said(string name)
    {
        foreach (var (said, value) in attributes.Items)
        {
            if (said == name)
            {
                return value;
            }
        }

        return null;
    }

    public void Relate(string name, string targetKind, InventoryIdentifier target) => relations.Add(new(name, targetKind, target));

    /// <summary>Relates the thing to one that is named by a mark as somebody wrote it; an empty one is none.</summary>
    public void Relate(string name, string targetKind, string markKind, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text) && Read(markKind, text) is { } target)
        {
            Relate(name, targetKind, target);
        }
    }

    /// <summary>Relates the thing to one by its short id of the city's plan, or a whole reference.</summary>
    public void RelateReference(string name, string targetKind, string? text) =>
        Relate(name, targetKind, InventoryIdentifiers.Reference, string.IsNullOrWhiteSpace(text) ? null : Reference(targetKind, text));

    /// <summary>The item, or null when it has no mark by which it could be found again, which is reported.</summary>
    public InventoryItem? Build()
    {
        if (identifiers.Items.Count == 0)
        {
            var name = Said(InventoryAttributes.Name);
            reading.Report(Line, (name is null ? "It" : $"'{CleanText.Shorten(name)}'") + " has no mark by which it could be found again; it is left out.");
            return null;
        }

        return new()
        {
            Kind = Kind,
            Identifiers = identifiers.Items,
            Attributes = attributes.Items,
            Relations = relations.Items,
            Line = Line,
        };
    }

    // A short id has no system before it.
    private static string Reference(string kind, string text)
    {
        var id = CleanText.OneLine(text);
        return id.Contains('/') ? id : $"{ShortId.Of(kind)}{id}";
    }

    private InventoryIdentifier? Read(string markKind, string text)
    {
        if (CanonicalIdentifier.Read(markKind, text, out var reason) is { } mark)
        {
            return new(markKind, CleanText.OneLine(mark));
        }

        Report(markKind, text, reason);
        return null;
    }

    private void Report(string markKind, string text, string reason) =>
        reading.Report(Line, $"{markKind} '{CleanText.Shorten(text)}' {reason}.");
}
