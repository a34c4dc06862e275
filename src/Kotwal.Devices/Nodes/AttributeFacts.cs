using System.Globalization;
using System.Net;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;
using Kotwal.Inventory;

namespace Kotwal.Devices.Nodes;

/// <summary>Turns what a person says of a node's attributes into facts. For one change and one thread.</summary>
internal sealed class AttributeFacts(
    GraphSnapshot graph, GraphNode? known, string kind, Reach reach, NodeId node, DateTimeOffset at, List<Fact> facts, List<NodeRefusal> refusals)
{
    private static readonly string[] Labelled =
        [InventoryKinds.Zone, InventoryKinds.Ward, InventoryKinds.Service, InventoryKinds.Organisation, InventoryKinds.Person];

    private static readonly char[] Between = [' ', ',', ';', '\n', '\r', '\t'];

    /// <summary>True when only those who reach the whole city may say this of a node of the kind: it decides who sees what, or what is staged.</summary>
    public static bool NeedsWholeCity(string name, string kind) =>
        name is FactWords.Kind or InventoryAttributes.Network or InventoryAttributes.Guests
        || (name == InventoryAttributes.Name && Labelled.Contains(kind));

    /// <summary>Whether somebody may say which value of the attribute holds. Whether people know a node is no value: it is decided where it waits.</summary>
    public static bool MayDecide(string name, string kind, Reach reach) => name != FactWords.State && (reach.IsWholeCity || !NeedsWholeCity(name, kind));

    /// <summary>Reads one attribute; an empty value takes back what people said of it.</summary>
    public void Read(string name, string value)
    {
        if (!reach.IsWholeCity && NeedsWholeCity(name, kind))
        {
            Refuse(
                name, NodeRefusalReason.NeedsWholeCity, $"{name} of a {kind} decides who may see what; it is changed by those who reach the whole city.");
        }
        else if (name != FactWords.Kind && ImportChecks.NameRefusal(name) is { } reason)
        {
            // Also where nothing is said: marks, relations and decisions are facts under names of their own, and none of them ends here.
            Refuse(name, NodeRefusalReason.NoAttribute, reason, name);
        }
        else if (value.Length > 0 && !graph.TakesName(name))
        {
            Refuse(name, NodeRefusalReason.NoAttribute, "The city knows as many names of attributes as it takes; this one would be one more.", name);
        }
        else if (name == FactWords.Kind && value.Length == 0 && known?.Statements(name).Any(said => !FactSources.IsPerson(said.Source)) != true)
        {
            Refuse(name, NodeRefusalReason.NeedsKind, "Nobody else says what it is, and a node without a kind is gone.");
        }
        else if (FactWords.IsSet(name))
        {
            ReadSeveral(name, [.. value.Split(Between, StringSplitOptions.RemoveEmptyEntries).Distinct()]);
        }
        else
        {
            ReadOne(name, value);
        }
    }

    private void ReadOne(string name, string value)
    {
        var said = known?.Statements(name).Where(statement => FactSources.IsPerson(statement.Source)).ToList() ?? [];
        if (value.Length > 0 && !IsAllowed(name, value))
        {
            return;
        }

        // What was merged may have several words of people; the one that is believed is the one that is changed.
        var isSaid = said is [var believed, ..] && believed.Value == value;
        if (said.Exists(old => old.Since > at) && !isSaid)
        {
            Refuse(
                name, NodeRefusalReason.SaidLater,
                $"A person has said something of {name} that holds since {said.Max(old => old.Since):O}; what holds from an earlier time would not be believed.");
        }
        else if (value.Length == 0)
        {
            facts.AddRange(SaidByPeople(name).Select(End));
        }
        else if (!isSaid)
        {
            facts.Add(new(node, name, value, at));
        }
    }

    // All that people say of it: what is new begins, what is not there any more ends.
    private void ReadSeveral(string name, IReadOnlyList<string> values)
    {
        if (!values.All(value => IsAllowed(name, value)))
        {
            return;
        }

        var said = known?.Statements(name) ?? [];
        var dropped = SaidByPeople(name).Where(old => !values.Contains(old.Value)).ToList();
        if (dropped.Exists(old => old.EffectiveAt > at))
        {
            Refuse(name, NodeRefusalReason.SaidLater, $"{name} {dropped[0].Value} holds only since {dropped.Max(old => old.EffectiveAt):O}, so it cannot end before.");
            return;
        }

        facts.AddRange(dropped.Select(End));
        facts.AddRange(values.Where(value => said.All(old => old.Value != value)).Select(value => new Fact(node, name, value, at)));
    }

    private IReadOnlyList<Fact> SaidByPeople(string name) => known?.SaidByPeople(name) ?? [];

    private Fact End(Fact said) => said with { EffectiveAt = at, IsEnd = true };

    private bool IsAllowed(string name, string value)
    {
        var before = refusals.Count;
        if (name == FactWords.Kind)
        {
            Check(InventoryKinds.All.Contains(value), name, NodeRefusalReason.NoWord, $"'{value}' is no kind; {string.Join(", ", InventoryKinds.All)} are.", value);
            return refusals.Count == before;
        }

        if (InventoryAttributes.Choices.TryGetValue(name, out var words))
        {
            Check(words.Contains(value), name, NodeRefusalReason.NoWord, $"'{value}' is no {name}; {string.Join(", ", words)} are.", value);
        }

        Check(name != InventoryAttributes.Network || IPNetwork.TryParse(value, out _), name, NodeRefusalReason.NoNetwork, $"'{value}' is no network, as 10.20.0.0/16 is.", value);
        Check(name != InventoryAttributes.Location || IsLocation(value), name, NodeRefusalReason.NoLocation, $"'{value}' is no longitude and latitude, as 77.59,12.97 is.", value);
        Check(
            value.All(sign => !char.IsControl(sign) || (sign is '\n' or '\r' or '\t' && name is InventoryAttributes.Note or InventoryAttributes.Geometry)),
            name, NodeRefusalReason.NoText, $"{name} holds control characters.");
        var item = new InventoryItem { Kind = kind, Identifiers = [ShortIds.Of(kind, "x")], Attributes = [new(name, value)] };
        if (refusals.Count == before && ImportChecks.Refusal(item) is { } reason)
        {
            Refuse(name, NodeRefusalReason.NoAttribute, reason, name);
        }

        return refusals.Count == before;
    }

    private static bool IsLocation(string value) =>
        value.Split(',') is [var longitude, var latitude]
        && double.TryParse(longitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && Math.Abs(x) <= 180
        && double.TryParse(latitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var y) && Math.Abs(y) <= 90;

    private void Check(bool isRight, string field, NodeRefusalReason reason, string sentence, params IReadOnlyList<string> details)
    {
        if (!isRight)
        {
            Refuse(field, reason, sentence, details);
        }
    }

    private void Refuse(string field, NodeRefusalReason reason, string sentence, params IReadOnlyList<string> details) =>
        refusals.Add(new(field, reason, sentence, details));
}
