using Kotwal.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Kotwal.Lake.Tests;

public sealed class RegistrationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_host_with_a_lake_stores_finds_and_merges()
    {
        using var host = Host(("Lake:Folder", folder.Path), ("Lake:ReadInProcess", "true"), ("Lake:MergeAt", "2"), ("Lake:MergeInterval", "00:00:00.1"));
        await host.StartAsync(Cancel);
        var store = host.Services.GetRequiredService<IEventStore>();

        await store.AppendAsync(Some.Batch(0, 1), Some.Range(0, 1), Cancel);
        await store.AppendAsync(Some.Batch(1, 1), Some.Range(1, 2), Cancel);
        await Until.TrueAsync(() => ((LakeEventStore)store).Manifest.All().Count() == 1);

        var found = await store.QueryAsync(Some.Hunt("event"), VisibleEvents.All, QueryLimits.Page, Cancel);
        await host.StopAsync(Cancel);
        Assert.Equal(2, found.Rows.Count);
    }

    [Theory]
    [InlineData("Lake:Folder", "")]
    [InlineData("Lake:Readers", "0")]
    [InlineData("Lake:MergeInterval", "00:00:00")]
    public async Task A_wrong_setting_stops_the_start_with_its_name(string key, string value)
    {
        using var host = Host(("Lake:Folder", folder.Path), (key, value));

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel));

        Assert.Contains(key.Split(':')[1], refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no master key", "Lake:Cold:Folder", "/tmp")]
    [InlineData("holds no master key", "Lake:Cold:Folder", "/tmp", "Lake:Cold:Keys:0", "env:PATH")]
    [InlineData("one cold store", "Lake:Cold:Folder", "/tmp", "Lake:Cold:S3:Bucket", "b")]
    [InlineData("AfterDays is 0", "Lake:Cold:AfterDays", "0")]
    [InlineData("but no cold store", "Lake:Cold:AfterDays", "90")]
    [InlineData("ColdAfterDays is -1", "Lake:Classes:0:Name", "standard", "Lake:Classes:0:Days", "365", "Lake:Classes:0:ColdAfterDays", "-1")]
    [InlineData("no address", "Lake:Cold:S3:Endpoint", "store.example")]
    [InlineData("CacheMegabytes is 0", "Lake:Cold:CacheMegabytes", "0")]
    [InlineData("less than one segment", "Lake:Cold:Folder", "/tmp", "Lake:Cold:CacheMegabytes", "64")]
    public async Task A_cold_store_that_cannot_be_stops_the_start(string said, params string[] settings)
    {
        using var host = Host([("Lake:Folder", folder.Path), .. settings.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    private static IHost Host(params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.GroupBy(setting => setting.Key, (key, values) => new KeyValuePair<string, string?>(key, values.Last().Value)));
        builder.Services.AddLake();
        return builder.Build();
    }
}
