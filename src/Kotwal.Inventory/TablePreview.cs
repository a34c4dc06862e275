namespace Kotwal.Inventory;

/// <summary>The beginning of a table and what its columns seem to mean, for the person who imports it.</summary>
/// <param name="Columns">All columns in their order.</param>
/// <param name="Proposal">The mapping that a reader takes when it is told none.</param>
public sealed record TablePreview(IReadOnlyList<TableColumn> Columns, InventoryMapping Proposal)
{
    /// <summary>Most rows that are looked at.</summary>
    public const int Rows = 20;
}

/// <summary>One column of a table.</summary>
/// <param name="Heading">Its heading as the document has it.</param>
/// <param name="Samples">Its cells in the first rows, in their order, empty ones too; long ones are cut.</param>
/// <param name="Target">What it seems to mean, or null when nothing is known of it; see <see cref="InventoryMapping.Columns"/>.</param>
public sealed record TableColumn(string Heading, IReadOnlyList<string> Samples, string? Target);
