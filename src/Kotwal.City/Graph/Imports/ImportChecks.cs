using System.Net;
using System.Text.RegularExpressions;
using Kotwal.City.Facts;
using Kotwal.City.Graph.Discovery;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Imports;

/// <summary>What an item must be to be taken.</summary>
public static partial class ImportChecks
{
    private const int MaxMark = 512;
    private const int MaxEntries = 2_000;

    private static readonly HashSet<string> Kinds = [.. InventoryKinds.All];
    private static readonly HashSet<string> Marks = [.. InventoryIdentifiers.All];
    private static readonly HashSet<string> Relations = [.. InventoryRelations.All];
    private static readonly HashSet<string> Attributes = [.. InventoryAttributes.All];

    /// <summary>Why the item cannot be taken; null when it can.</summary>
    public static string? Refusal(InventoryItem item)
    {
        if (!Kinds.Contains(item.Kind))
        {
            return $"'{item.Kind}' is no kind of node.";
        }

        if (item.Identifiers.Count == 0)
        {
            return "It has no identifier, so it could not be found again.";
        }

        if (item.Identifiers.Count + item.Attributes.Count + item.Relations.Count > MaxEntries)
        {
            return $"It has more than {MaxEntries} entries.";
        }

        return item.Identifiers.Select(Refusal).FirstOrDefault(reason => reason is not null)
            ?? item.Attributes.Select(Refusal).FirstOrDefault(reason => reason is not null)
            ?? item.Relations.Select(Refusal).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>Why there can be no attribute of that name, whatever its value; null when there can.</summary>
    public static string? NameRefusal(string name) => name switch
    {
        { Length: 0 or > FactWords.MaxPredicateLength } => "The name of an attribute is empty or too long.",
        _ when !Attributes.Contains(name) && !OwnName().IsMatch(name) => $"'{name}' is no attribute, nor one under a source's prefix.",
        _ when name.StartsWith(HeardWords.Prefix, StringComparison.Ordinal) => $"'{name}' is what the program heard itself.",
        _ => null,
    };

    private static string? Refusal(InventoryIdentifier mark) => mark switch
    {
        _ when !Marks.Contains(mark.Kind) => $"'{mark.Kind}' is no kind of identifier.",
        { Value.Length: 0 or > MaxMark } => $"The {mark.Kind} is empty or longer than {MaxMark} characters.",
        { Kind: InventoryIdentifiers.Address } when !IPAddress.TryParse(mark.Value, out var address) || address.ToString() != mark.Value =>
            $"'{mark.Value}' is no address in its canonical form.",
        { Kind: InventoryIdentifiers.Mac } when !MacForm().IsMatch(mark.Value) => $"'{mark.Value}' is no MAC address in its canonical form.",
        _ when mark.Value.Any(char.IsControl) => $"The {mark.Kind} holds control characters.",
        _ => null,
    };

    private static string? Refusal(KeyValuePair<string, string> attribute) => attribute.Key switch
    {
        var name when NameRefusal(name) is { } reason => reason,
        _ when attribute.Value.Length > FactWords.MaxValueLength => $"The value of {attribute.Key} is longer than {FactWords.MaxValueLength} characters.",
        InventoryAttributes.Network when !IPNetwork.TryParse(attribute.Value, out _) => $"'{attribute.Value}' is no network.",
        InventoryAttributes.Guests when !InventoryAttributes.Choices[InventoryAttributes.Guests].Contains(attribute.Value) =>
            $"'{attribute.Value}' does not say whether a zone is one of guests; yes and no do.",
        InventoryAttributes.Criticality when CriticalityWords.Parse(attribute.Value) == 0 =>
            $"'{attribute.Value}' is no criticality; low, medium, high and critical are.",
        _ => null,
    };

    private static string? Refusal(InventoryRelation relation) => relation switch
    {
        _ when !Relations.Contains(relation.Name) => $"'{relation.Name}' is no relation.",
        _ when !Kinds.Contains(relation.TargetKind) => $"'{relation.TargetKind}' is no kind of node.",
        _ => Refusal(relation.Target),
    };

    [GeneratedRegex("^[0-9a-f]{2}(:[0-9a-f]{2}){5}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex MacForm();

    [GeneratedRegex(@"^[a-z0-9_-]+(\.[\p{L}\p{M}\p{N}_ -]+)+$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex OwnName();
}
