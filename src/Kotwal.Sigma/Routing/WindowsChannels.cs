using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Routing;

/// <summary>
/// Reads the log sources of Windows from the mapping that ships (<c>content/mappings/windows.yaml</c>), which is in this assembly too: services by
/// channel, categories by channel and event id. The mapping names fields as ECS does, and says how rules and EVTX name them.
/// </summary>
internal static class WindowsChannels
{
    public static SigmaLogSourceMap ByEvtxNames()
    {
        var root = Root();
        var names = Map(root, "fields").Entries
            .SelectMany(field => Texts(field.Value).Select(name => (Name: name, Evtx: field.Key.Text)))
            .ToDictionary(entry => entry.Name, entry => entry.Evtx, StringComparer.Ordinal);
        return new(Entries(root, name => names[name]));
    }

    public static SigmaLogSourceMap ByEcsNames() => new(Entries(Root(), name => name));

    private static IEnumerable<SigmaLogSourceEntry> Entries(YamlMap root, Func<string, string> nameOf)
    {
        var product = ((YamlScalar)Map(root, "log_source").Find("product")!.Value).Text;
        var services = Choices(root, "services").Select(choice => choice.Named(nameOf)).ToList();
        yield return new(new(product), []);
        foreach (var service in services)
        {
            yield return new(new(product, null, service.Name), [.. service.When]);
        }

        // What is in a category is in its channel's service too, and a rule may ask for both.
        foreach (var category in Choices(root, "categories").Select(choice => choice.Named(nameOf)))
        {
            var service = services.FirstOrDefault(service => service.When.All(condition => category.When.Any(other => other.Key == condition.Key && other.Value.SequenceEqual(condition.Value))));
            yield return new(new(product, category.Name, service?.Name), [.. category.When]);
        }
    }

    private static IEnumerable<Choice> Choices(YamlMap root, string section) =>
        from choice in Map(root, section).Entries
        from condition in ((YamlList)choice.Value).Items
        select new Choice(
            choice.Key.Text,
            [.. ((YamlMap)condition).Entries.Select(test => new KeyValuePair<string, ImmutableArray<string>>(test.Key.Text, [.. Texts(test.Value)]))]);

    private static YamlMap Root()
    {
        using var stream = typeof(WindowsChannels).Assembly.GetManifestResourceStream("windows.yaml")!;
        using var text = new StreamReader(stream);
        return (YamlMap)YamlTree.Read(text.ReadToEnd(), SigmaLimits.Default).Documents.Single();
    }

    private static YamlMap Map(YamlMap root, string key) => (YamlMap)root.Find(key)!.Value;

    private static IEnumerable<string> Texts(YamlNode node) => (node is YamlList list ? list.Items : [node]).Cast<YamlScalar>().Select(item => item.Text);

    private sealed record Choice(string Name, List<KeyValuePair<string, ImmutableArray<string>>> When)
    {
        public Choice Named(Func<string, string> nameOf) => this with { When = [.. When.Select(test => KeyValuePair.Create(nameOf(test.Key), test.Value))] };
    }
}
