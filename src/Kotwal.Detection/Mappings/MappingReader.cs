using Kotwal.Events;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kotwal.Detection.Mappings;

/// <summary>Reads a mapping from YAML. Mappings are configuration: a wrong one stops the program with file, line and reason.</summary>
public static class MappingReader
{
    /// <summary>Reads one mapping.</summary>
    /// <param name="path">Named in errors only.</param>
    /// <param name="text">The file's text.</param>
    /// <exception cref="InvalidDataException">The text is not a mapping; the message names path, line and reason.</exception>
    public static Mapping Read(string path, string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? ReadRoot(root)
                : throw new MappingException(Mark.Empty, "one document with a map at its root is expected");
        }
        catch (YamlException error)
        {
            throw new InvalidDataException($"{path}:{error.Start.Line}:{error.Start.Column}: {error.Message}", error);
        }
    }

    private static Mapping ReadRoot(YamlMappingNode root)
    {
        var mapping = new Mapping { Name = "" };
        foreach (var (key, node) in root.Children)
        {
            mapping = Text(key) switch
            {
                "name" => mapping with { Name = Text(node) },
                "applies" => ReadApplies(mapping, Map(node)),
                "route" => mapping with { Route = [.. Texts(node).Select(Field.Of)] },
                "log_source" => AddLogSource(mapping, Map(node)),
                "also" => Items(node).Aggregate(mapping, (whole, item) => AddLogSource(whole, Map(item))),
                "products" => mapping with { Products = [.. mapping.Products, .. ReadChoices(node)] },
                "services" => mapping with { Services = [.. mapping.Services, .. ReadChoices(node)] },
                "categories" => mapping with { Categories = [.. mapping.Categories, .. ReadChoices(node)] },
                "product_from" => mapping with { ProductFrom = ReadValueFrom(node) },
                "service_from" => mapping with { ServiceFrom = ReadValueFrom(node) },
                "fields" => ReadFields(mapping, Map(node)),
                var other => throw new MappingException(key.Start, $"'{other}' is not a part of a mapping"),
            };
        }

        RequireRouted(root, mapping);
        return mapping.Name.Length > 0 ? mapping : throw new MappingException(root.Start, "a name is missing");
    }

    // Log sources are decided once per combination of the route's values, so nothing else may decide them.
    private static void RequireRouted(YamlMappingNode root, Mapping mapping)
    {
        var asked = mapping.Products.Concat(mapping.Services).Concat(mapping.Categories)
            .SelectMany(choice => choice.When.Tests).Select(test => test.Field)
            .Concat(new[] { mapping.ProductFrom, mapping.ServiceFrom }.OfType<ValueFrom>().Select(from => from.Field));
        if (asked.FirstOrDefault(field => !mapping.Route.Contains(field)) is { } missing)
        {
            throw new MappingException(root.Start, $"'{missing}' decides a log source and is not in 'route'");
        }
    }

    private static Mapping ReadApplies(Mapping mapping, YamlMappingNode node)
    {
        var tests = new List<FieldIsOneOf>();
        foreach (var (key, value) in node.Children)
        {
            if (Text(key) == "has")
            {
                mapping = mapping with { MustHave = [.. Texts(value).Select(Field.Of)] };
            }
            else
            {
                tests.Add(new(Field.Of(Text(key)), Texts(value)));
            }
        }

        return mapping with { Applies = new(tests) };
    }

    private static Mapping AddLogSource(Mapping mapping, YamlMappingNode node)
    {
        foreach (var (key, value) in node.Children)
        {
            var choice = new Choice(Text(value), Condition.Always);
            mapping = Text(key) switch
            {
                "product" => mapping with { Products = [.. mapping.Products, choice] },
                "service" => mapping with { Services = [.. mapping.Services, choice] },
                "category" => mapping with { Categories = [.. mapping.Categories, choice] },
                var other => throw new MappingException(key.Start, $"'{other}' is not product, category or service"),
            };
        }

        return mapping;
    }

    private static IEnumerable<Choice> ReadChoices(YamlNode node) =>
        from choice in Map(node).Children
        from condition in Items(choice.Value)
        select new Choice(
            Text(choice.Key),
            new Condition([.. Map(condition).Children.Select(test => new FieldIsOneOf(Field.Of(Text(test.Key)), Texts(test.Value)))]));

    private static ValueFrom ReadValueFrom(YamlNode node)
    {
        var parts = Map(node).Children.ToDictionary(part => Text(part.Key), part => Text(part.Value), StringComparer.Ordinal);
        return parts.TryGetValue("field", out var field)
            ? new(Field.Of(field), parts.GetValueOrDefault("after", ""))
            : throw new MappingException(node.Start, "'field' is missing");
    }

    private static Mapping ReadFields(Mapping mapping, YamlMappingNode node)
    {
        var fields = node.Children.ToDictionary(field => Text(field.Key), field => Texts(field.Value), StringComparer.Ordinal);
        return fields.Remove("*", out var others)
            ? mapping with { Fields = fields, OtherFields = others }
            : mapping with { Fields = fields };
    }

    private static YamlMappingNode Map(YamlNode node) =>
        node as YamlMappingNode ?? throw new MappingException(node.Start, "a map is expected");

    private static IEnumerable<YamlNode> Items(YamlNode node) => node is YamlSequenceNode list ? list.Children : [node];

    private static IReadOnlyList<string> Texts(YamlNode node) => [.. Items(node).Select(Text)];

    private static string Text(YamlNode node) =>
        node is YamlScalarNode { Value: { } text } ? text : throw new MappingException(node.Start, "a text is expected");

    private sealed class MappingException(Mark start, string reason) : YamlException(start, start, reason);
}
