using Kotwal.Inventory;

namespace Kotwal.City.Facts;

/// <summary>
/// What facts can say. Besides these words a predicate is the name of an attribute (<see cref="InventoryAttributes"/>, or a
/// source's own under its prefix).
/// </summary>
public static class FactWords
{
    /// <summary>What the node is, one of <see cref="InventoryKinds"/>. A node without a kind that holds is gone.</summary>
    public const string Kind = "kind";

    /// <summary>Whether people know it: one of <see cref="NodeStates"/>.</summary>
    public const string State = "state";

    /// <summary>The node is the same thing as another one, which goes on under its own id.</summary>
    public const string MergedInto = "merged-into";

    /// <summary>A proposed merge that a person has refused; the value is the other node's id.</summary>
    public const string NotSameAs = "not-same-as";

    /// <summary>A merge that a program proposes and a person decides on; the value is the other node's id.</summary>
    public const string MaybeSameAs = "maybe-same-as";

    /// <summary>
    /// Kind of an identifier that only imports read: by which an item without a reference is found again (docs/formats/facts.md).
    /// </summary>
    public const string ItemKey = "item";

    /// <summary>What stands before the kind of an identifier.</summary>
    public const string IdentifierPrefix = "id:";

    /// <summary>What stands before the name of a relation.</summary>
    public const string RelationPrefix = "rel:";

    /// <summary>Longest value, in characters: a ward's outline may be long.</summary>
    public const int MaxValueLength = 1_000_000;

    /// <summary>Longest predicate, in characters.</summary>
    public const int MaxPredicateLength = 128;

    public static string Identifier(string kind) => IdentifierPrefix + kind;

    public static string Relation(string name) => RelationPrefix + name;

    /// <summary>True when the value is another node's id.</summary>
    public static bool PointsAtNode(string predicate) =>
        predicate is MergedInto or NotSameAs or MaybeSameAs || predicate.StartsWith(RelationPrefix, StringComparison.Ordinal);

    /// <summary>True when several values may hold at once; of all others a source says one.</summary>
    public static bool IsSet(string predicate) =>
        predicate is InventoryAttributes.Network or NotSameAs or MaybeSameAs
        || predicate.StartsWith(IdentifierPrefix, StringComparison.Ordinal)
        || predicate.StartsWith(RelationPrefix, StringComparison.Ordinal);
}

/// <summary>Whether people know a node.</summary>
public static class NodeStates
{
    /// <summary>Heard of only; nobody has said yet that it is the city's.</summary>
    public const string Staged = "staged";

    /// <summary>A person or an inventory knows it.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>A person has said that it is of no interest; it is kept so that it is not found again.</summary>
    public const string Ignored = "ignored";
}

/// <summary>Names of who says something.</summary>
public static class FactSources
{
    /// <summary>The city's files beside the state.</summary>
    public const string Files = "files";

    /// <summary>What senders said of themselves and of each other.</summary>
    public const string Heard = "heard";

    private const string PersonPrefix = "person:";
    private const string ImportPrefix = "import:";

    public static string Person(string account) => PersonPrefix + account;

    /// <param name="format">Name of an inventory's format: <c>netbox</c>.</param>
    public static string Import(string format) => ImportPrefix + format;

    public static bool IsPerson(string source) => source.StartsWith(PersonPrefix, StringComparison.Ordinal);
}
