using System.Diagnostics.CodeAnalysis;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Tables;

/// <summary>What a column means, and how its cells become part of an item.</summary>
internal abstract record ColumnTarget
{
    /// <summary>Of the columns that we write ourselves: the cell is a list and its values are canonical.</summary>
    public const char ListMark = '*';

    public const string Kind = "kind";

    /// <summary>Our own column for attributes that have none: lines of <c>name=value</c>.</summary>
    public const string Others = "other*";

    private static readonly char[] MarkBreaks = [' ', ',', ';', '|', '\n', '\r', '\t'];
    private static readonly char[] IdBreaks = [';', '|', '\n', '\r'];

    /// <summary>The same for a column that means something else too, such as a name: its cells are one value each.</summary>
    public virtual ColumnTarget Whole => this;

    public abstract void Apply(string cell, ItemBuilder item, InventoryReading reading);

    /// <summary>Reads one target of a mapping; see <see cref="InventoryMapping.Columns"/>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ColumnTarget? target)
    {
        var parts = text.TrimEnd(ListMark).Split(':');
        var isList = text.EndsWith(ListMark);
        target = parts switch
        {
            [Kind] when !isList => new KindTarget(),
            ["id", var mark] when InventoryIdentifiers.All.Contains(mark) => isList ? new MarkListTarget(mark) : new MarkTarget(mark),
            ["rel", var name] when isList && InventoryRelations.All.Contains(name) => new RelationListTarget(name),
            ["rel", var name, var kind] when !isList && InventoryRelations.All.Contains(name) && InventoryKinds.All.Contains(kind) =>
                new RelationTarget(name, kind),
            ["other"] when isList => new OthersTarget(),
            [var name] when !isList && IsAttribute(name) => new AttributeTarget(name),
            _ => null,
        };
        return target is not null;
    }

    // A source's own attributes have a prefix.
    private static bool IsAttribute(string name) =>
        InventoryAttributes.All.Contains(name)
        || (name.Length <= InventoryLimits.MaxNameCharacters && name.IndexOf('.', StringComparison.Ordinal) > 0 && CleanText.Name(name) == name);

    private static bool IsNothing(string cell) =>
        cell.Trim().ToLowerInvariant() is "" or "-" or "--" or "n/a" or "na" or "none" or "nil" or "null" or "unknown";

    private static string[] Split(string cell, char[] breaks) =>
        cell.Split(breaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The kind is read before the item is begun.</summary>
    private sealed record KindTarget : ColumnTarget
    {
        public override void Apply(string cell, ItemBuilder item, InventoryReading reading)
        {
        }
    }

    private sealed record AttributeTarget(string Name) : ColumnTarget
    {
        public override void Apply(string cell, ItemBuilder item, InventoryReading reading) => item.Say(Name, cell);
    }

    private sealed record MarkTarget(string Mark, bool IsWhole = false) : ColumnTarget
    {
        public override ColumnTarget Whole => this with { IsWhole = true };

        public override void Apply(string cell, ItemBuilder item, InventoryReading reading)
        {
            if (IsNothing(cell))
            {
                return;
            }

            switch (Mark)
            {
                case InventoryIdentifiers.Reference:
                    item.MarkReference(cell);
                    break;
                case InventoryIdentifiers.Serial:
                    item.MarkSerial(cell, item.Said(InventoryAttributes.Vendor));
                    break;
                case InventoryIdentifiers.Address or InventoryIdentifiers.Mac or InventoryIdentifiers.HostName when !IsWhole:
                    foreach (var text in Split(cell, MarkBreaks))
                    {
                        item.Mark(Mark, text);
                    }

                    break;
                default:
                    item.Mark(Mark, cell);
                    break;
            }
        }
    }

    private sealed record MarkListTarget(string Mark) : ColumnTarget
    {
        public override void Apply(string cell, ItemBuilder item, InventoryReading reading)
        {
            foreach (var text in ListCell.Split(cell))
            {
                item.Mark(Mark, text);
            }
        }
    }

    private sealed record RelationTarget(string Name, string TargetKind) : ColumnTarget
    {
        public override void Apply(string cell, ItemBuilder item, InventoryReading reading)
        {
            foreach (var text in Split(cell, IdBreaks).Where(text => !IsNothing(text)))
            {
                item.RelateReference(Name, TargetKind, text);
            }
        }
    }

    private sealed record RelationListTarget(string Name) : ColumnTarget
    {
        public override void Apply(string cell, ItemBuilder item, InventoryReading reading)
        {
            foreach (var line in ListCell.Split(cell))
            {
                RelationText.Read(Name, line, item, reading);
            }
        }
    }

    private sealed record OthersTarget : ColumnTarget
    {
        public override void Apply(string cell, ItemBuilder item, InventoryReading reading)
        {
            foreach (var line in ListCell.Split(cell))
            {
                var equals = line.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0)
                {
                    reading.Report(item.Line, $"'{CleanText.Shorten(line)}' is no attribute, as 'name=value' is.");
                    continue;
                }

                item.Say(line[..equals], line[(equals + 1)..]);
            }
        }
    }
}
