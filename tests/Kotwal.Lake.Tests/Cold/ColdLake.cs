using System.Security.Cryptography;
using Kotwal.Events;
using Kotwal.Lake.Seals;
using Kotwal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests.Cold;

/// <summary>A lake with a cold folder beside it, a clock, and a day of twenty events with each that is filled.</summary>
internal sealed class ColdLake : IDisposable
{
    public const int EventsPerDay = 20;

    private readonly TemporaryFolder data = new();

    public ColdLake()
    {
        Directory.CreateDirectory(Store);
        MakeKey("first.key");
    }

    public Clock Clock { get; } = new(Some.Noon);

    public string Data => data.Path;

    public string Lake => data["lake"];

    public string Store => data["cold"];

    public string this[string name] => data[name];

    public IList<string> Keys { get; } = ["first.key"];

    public Action<LakeOptions> Set { get; set; } = static _ => { };

    public IReadOnlyList<string> Objects => [.. Directory.GetFiles(Store, "*.kwen", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public LakeOptions Options()
    {
        var options = Some.Options(Lake);
        options.SealKeyFile = Some.KeyFile(Data);
        options.Cold.Folder = Store;
        options.Cold.AfterDays = 1;
        Set(options);
        foreach (var key in options.Cold.Keys.Count == 0 ? Keys : [])
        {
            options.Cold.Keys.Add("file:" + data[key]);
        }

        return options;
    }

    public LakeEventStore Open() => LakeEventStore.Open(Options(), NullLogger<LakeEventStore>.Instance, Clock);

    /// <summary>A lake of some sealed days, the events of each by <c>asha</c> and <c>ravi</c> in turn; the last day stays hot.</summary>
    public static async Task<ColdLake> MakeAsync(int days = 4, Action<LakeOptions>? set = null)
    {
        var made = new ColdLake { Set = set ?? (static _ => { }) };
        await using var store = made.Open();
        await made.FillAsync(store, days);
        await CoolAsync(store);
        return made;
    }

    public async Task FillAsync(LakeEventStore store, int days)
    {
        for (var day = 0; day < days; day++)
        {
            var from = store.StoredUpTo(Some.Spool);
            var batch = Some.Batch(from, EventsPerDay, Clock.Now, (opened, number) => opened.Add(Field.Of("user.name"), number % 2 == 0 ? "asha" : "ravi"));
            await store.AppendAsync(batch, Some.Range(from, from + EventsPerDay), CancellationToken.None);
            await Some.FoldAsync(store, Clock);
        }
    }

    public static async Task CoolAsync(LakeEventStore store)
    {
        while (await store.CoolOnceAsync(CancellationToken.None) is not null)
        {
        }

        await store.SweepColdAsync(CancellationToken.None);
    }

    public static async Task<long> CountAsync(LakeEventStore store, string hunt = "") =>
        (long)(await store.QueryAsync(Some.Hunt(hunt + " | count"), VisibleEvents.All, QueryLimits.Page, CancellationToken.None)).Rows[0][0]!;

    public Task<LakeVerdict> VerifyAsync(ColdDepth depth = ColdDepth.Bytes) =>
        LakeVerifier.VerifyAsync(Lake, Options().Cold, depth, [Some.KeyFile(Data)], [], TestContext.Current.CancellationToken);

    public void MakeKey(string name) => File.WriteAllText(data[name], Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));

    public void Dispose() => data.Dispose();
}
