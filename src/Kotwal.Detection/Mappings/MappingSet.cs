using Kotwal.Events;

namespace Kotwal.Detection.Mappings;

/// <summary>All mappings in their order; says where an event belongs, and where a rule's field is found. Immutable.</summary>
public sealed class MappingSet(IReadOnlyList<Mapping> mappings)
{
    /// <summary>The mappings, in the order in which they are tried.</summary>
    public IReadOnlyList<Mapping> All => mappings;

    /// <summary>Reads all <c>*.yaml</c> files of a folder, in the order of their names, the one that fits everything last.</summary>
    /// <exception cref="InvalidDataException">A file is not a mapping.</exception>
    public static MappingSet Load(string folder) =>
        new(
        [
            .. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)
                .Select(path => MappingReader.Read(path, File.ReadAllText(path)))
                .OrderBy(mapping => mapping.MustHave.Count + mapping.Applies.Tests.Count == 0),
        ]);

    /// <summary>These mappings with another that is tried before them.</summary>
    public MappingSet With(Mapping first) => new([first, .. mappings]);

    /// <summary>The first mapping that fits the event, or null.</summary>
    public Mapping? Find(in SecurityEvent candidate)
    {
        // By place: enumerating an interface would allocate for every event.
        for (var index = 0; index < mappings.Count; index++)
        {
            if (HasAll(in candidate, mappings[index].MustHave) && mappings[index].Applies.Holds(in candidate))
            {
                return mappings[index];
            }
        }

        return null;
    }

    /// <summary>
    /// Fields of events that may hold a rule's field, best first; the rule's own name is always the last, because many events
    /// carry it as it is.
    /// </summary>
    /// <param name="name">The field as the rule names it.</param>
    /// <param name="product">The rule's product, or null when it leaves it open.</param>
    /// <param name="service">The rule's service, or null.</param>
    public IReadOnlyList<Field> Resolve(string name, string? product, string? service)
    {
        var candidates = new List<string>();
        foreach (var mapping in mappings.Where(mapping => MayServe(mapping, product)))
        {
            candidates.AddRange(mapping.Fields.GetValueOrDefault(name, []));
            candidates.AddRange(mapping.OtherFields
                .Where(pattern => service is not null || !pattern.Contains("{service}", StringComparison.Ordinal))
                .Select(pattern => Fill(pattern, name, service)));
        }

        candidates.Add(name);
        return [.. candidates.Distinct(StringComparer.Ordinal).Select(Field.Of)];
    }

    /// <summary>
    /// True when somebody has said what the name means: a mapping by name, or one for exactly this product by a pattern. A field
    /// that is not known is still looked for, and warned of.
    /// </summary>
    public bool Knows(string name, string? product) =>
        mappings.Where(mapping => MayServe(mapping, product)).Any(mapping =>
            mapping.Fields.ContainsKey(name)
            || (product is not null && mapping.OtherFields.Count > 0 && mapping.Products.Any(choice => IsSame(choice.Name, product))));

    private static bool HasAll(in SecurityEvent candidate, IReadOnlyList<Field> fields)
    {
        for (var index = 0; index < fields.Count; index++)
        {
            if (!candidate.TryGet(fields[index], out _))
            {
                return false;
            }
        }

        return true;
    }

    // A mapping that takes the product from the event may serve any.
    private static bool MayServe(Mapping mapping, string? product) =>
        product is null || mapping.ProductFrom is not null
        || mapping.Products.Any(choice => IsSame(choice.Name, product));

    private static bool IsSame(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static string Fill(string pattern, string name, string? service) =>
        pattern.Replace("{name}", name, StringComparison.Ordinal)
            .Replace("{words}", PartWords(name), StringComparison.Ordinal)
            .Replace("{service}", service, StringComparison.Ordinal);

    // ThreatName -> Threat Name; names without a change from small to capital letters stay as they are.
    private static string PartWords(string name)
    {
        var text = new System.Text.StringBuilder(name.Length + 4);
        for (var index = 0; index < name.Length; index++)
        {
            if (index > 0 && char.IsUpper(name[index]) && char.IsLower(name[index - 1]))
            {
                text.Append(' ');
            }

            text.Append(name[index]);
        }

        return text.ToString();
    }
}
