using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Kotwal.City;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;
using Kotwal.Inventory;
using Kotwal.Inventory.Formats;
using Kotwal.LargeCity;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.Bench;

/// <summary>
/// How long does a large city take: to read and import, to import again, to change one thing, to read after a restart; what does it
/// weigh; and how many addresses are looked up in a second? Run it by <c>-- large-city [NODES]</c>.
/// </summary>
internal static class LargeCityImport
{
    private const int DefaultNodes = 250_000;
    private const int SliceLength = 4_096;
    private const int WarmUpRounds = 10;
    private const int CountedRounds = 10;

    public static async Task RunAsync(string[] args)
    {
        var nodes = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : DefaultNodes;
        var folder = Directory.CreateTempSubdirectory("kotwal-large-city-").FullName;
        try
        {
            var document = Path.Combine(folder, "city.jsonl");
            await using (var file = File.Create(document))
            {
                ((IInventoryWriter)InventoryFormats.Find("kotwal")!).Write(CityOfSize.Items(nodes), file);
            }

            Say($"{nodes:N0} nodes, document {new FileInfo(document).Length / 1e6:F0} MB");
            await using (var city = await OpenAsync(folder))
            {
                await ImportAsync(city, document, "import");
                await ImportAsync(city, document, "import again");
                await ChangeAsync(city);
            }

            Say($"facts.db {new FileInfo(Path.Combine(folder, "facts.db")).Length / 1e6:F0} MB");
            await RestartAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ServiceProvider> OpenAsync(string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddCity(options => options.Folder = folder);
        var city = services.BuildServiceProvider();
        await city.GetRequiredService<CityDatabase>().PrepareAsync(CancellationToken.None);
        return city;
    }

    private static async Task ImportAsync(ServiceProvider city, string document, string what)
    {
        var watch = Stopwatch.StartNew();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        await using var file = File.OpenRead(document);
        var items = InventoryFormats.Find("kotwal")!.Read(file, new InventoryReading());
        var request = new ImportRequest(FactSources.Import("kotwal"), DateTimeOffset.UnixEpoch.AddYears(50), Reach.WholeCity);
        var plan = await city.GetRequiredService<GraphImports>().ImportAsync(items, request, "bench", "", CancellationToken.None);
        var used = Process.GetCurrentProcess().TotalProcessorTime - processor;
        Say($"{what}: {watch.Elapsed.TotalSeconds:F1} s (processor {used.TotalSeconds:F1} s), new {plan.NewCount:N0}, unchanged {plan.UnchangedCount:N0}, facts {plan.Facts.Count():N0}, refused {plan.RefusedCount}, peak {Peak()} MB");
    }

    private static async Task ChangeAsync(ServiceProvider city)
    {
        var graph = city.GetRequiredService<CityGraph>();
        var node = graph.Current.Nodes(Reach.WholeCity, InventoryKinds.Asset).First();
        var watch = Stopwatch.StartNew();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        await city.GetRequiredService<GraphDecisions>().SayAsync(node.Id, InventoryAttributes.Note, "changed", "bench", Reach.WholeCity, CancellationToken.None);
        var used = Process.GetCurrentProcess().TotalProcessorTime - processor;
        Say($"one change, graph brought up to date: {watch.Elapsed.TotalMilliseconds:F0} ms (processor {used.TotalMilliseconds:F0} ms)");
    }

    private static async Task RestartAsync(string folder)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var city = await OpenAsync(folder);
        var graph = city.GetRequiredService<CityGraph>();
        var watch = Stopwatch.StartNew();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        await graph.LoadAsync(CancellationToken.None);
        var used = Process.GetCurrentProcess().TotalProcessorTime - processor;
        Say($"read after a restart: {watch.Elapsed.TotalSeconds:F1} s (processor {used.TotalSeconds:F1} s), {graph.Current.Count:N0} nodes, {graph.Current.RelationCount:N0} relations");
        Say($"memory of the graph: {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6:F0} MB");
        watch.Restart();
        var found = graph.Current.Search("plc-2400", Reach.WholeCity, 20);
        Say($"search: {watch.ElapsedMilliseconds} ms, {found.Count} found");
        watch.Restart();
        var impact = graph.Current.ImpactOf(graph.Current.Find("service", "datacentre", Reach.WholeCity)!, ImpactDirection.Needs, Reach.WholeCity);
        Say($"impact: {watch.ElapsedMilliseconds} ms, {impact.Steps.Count} steps");
        LookUps(graph.Current);
    }

    private static void LookUps(GraphSnapshot graph)
    {
        var texts = graph.Nodes(Reach.WholeCity, InventoryKinds.Asset)
            .Select(node => node.Identifiers.FirstOrDefault(mark => mark.Kind == InventoryIdentifiers.Address)?.Value).OfType<string>()
            .Select(Encoding.UTF8.GetBytes).ToArray();
        new Random(1).Shuffle(texts);
        var plain = texts.Select((text, place) => (IPAddress.Parse(Encoding.UTF8.GetString(text)), place)).ToDictionary();
        Func<byte[], bool>[] ways =
        [
            text => AddressText.TryParse(text, out var address) && graph.Book.FindAddress(address, 0) >= 0,
            text => plain.ContainsKey(IPAddress.Parse(Encoding.UTF8.GetString(text))),
        ];
        var rates = Rates(texts, ways);
        Say($"look-ups among {texts.Length:N0} addresses, million a second on one core: book {rates[0]:F1}, plain dictionary {rates[1]:F1}");
    }

    // Side by side, after the code has been compiled for good; medians of slices that are shorter than a turn of the processor, so
    // that others on the machine count little.
    private static double[] Rates(byte[][] texts, Func<byte[], bool>[] ways)
    {
        var slices = texts.Chunk(SliceLength).ToArray();
        var rates = ways.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < WarmUpRounds + CountedRounds; round++)
        {
            foreach (var slice in slices)
            {
                for (var way = 0; way < ways.Length; way++)
                {
                    var rate = RateOf(slice, ways[way]);
                    if (round >= WarmUpRounds)
                    {
                        rates[way].Add(rate);
                    }
                }
            }
        }

        return [.. rates.Select(way => way.Order().ElementAt(way.Count / 2))];
    }

    private static double RateOf(byte[][] slice, Func<byte[], bool> isFound)
    {
        var watch = Stopwatch.StartNew();
        if (!Array.TrueForAll(slice, text => isFound(text)))
        {
            throw new InvalidOperationException("An address of the city was not found.");
        }

        return slice.Length / watch.Elapsed.TotalSeconds / 1e6;
    }

    private static string Peak() => (Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000).ToString(CultureInfo.InvariantCulture);

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
