using System.Text;
using System.Text.Json.Nodes;
using Kotwal.City.Audit;
using Kotwal.City.Work;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Own;
using Kotwal.Collectors.Spool;
using Kotwal.Pipeline;
using Kotwal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Tests.Pipeline;

public sealed class AuditFollowerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemoryTrail trail = new();
    private readonly CityFeed feed = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_entry_enters_the_spool_once_and_in_order_over_restarts()
    {
        await using var spool = await RunningPipeline.OpenSpoolAsync(folder["spool"]);
        await WriteAsync(1, 1_200);
        await FollowAsync(spool, 1_200);
        await WriteAsync(1_201, 3);
        await FollowAsync(spool, 1_203);

        Assert.Equal(Enumerable.Range(1, 1_203), await SequencesAsync(spool, 1_203));
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(5, 8)]
    [InlineData(10, 0)]
    public async Task A_trail_that_was_cut_off_or_written_anew_is_sent_again(int cut, int written)
    {
        await using var spool = await RunningPipeline.OpenSpoolAsync(folder["spool"]);
        await WriteAsync(1, 10);
        await FollowAsync(spool, 10);
        trail.Cut(cut);
        await WriteAsync(101, written);
        await FollowAsync(spool, 10 - cut + written);

        Assert.Equal([.. Enumerable.Range(1, 10), .. Enumerable.Range(1, 10 - cut + written)], await SequencesAsync(spool, 20 - cut + written));
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_trail_cannot_be_read()
    {
        await using var spool = await RunningPipeline.OpenSpoolAsync(folder["spool"]);
        trail.IsBroken = true;
        await WriteAsync(1, 2);
        using var follower = Follower(spool);
        await follower.StartAsync(Some.Cancel);
        await Until.TrueAsync(() => trail.Reads > 0);

        trail.IsBroken = false;
        feed.Publish(CityTopic.Audit);

        Assert.Equal([1, 2], await SequencesAsync(spool, 2));
        await follower.StopAsync(Some.Cancel);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Version\":2,\"Sequence\":1}")]
    [InlineData("{\"Version\":1,\"Sequence\":-1}")]
    public void A_position_that_cannot_be_read_is_told_and_not_guessed(string text)
    {
        File.WriteAllText(folder["audit.sent"], text);

        Assert.Throws<InvalidDataException>(() => new AuditPosition(folder["audit.sent"]).Read());
    }

    [Fact]
    public void An_entry_speaks_the_common_schema()
    {
        var entry = MemoryTrail.Entry(7, new("asha \"x\"", "session.start", "asha", AuditResult.Refused, "पानी"), "10.1.2.3") with { Hash = [] };

        Assert.Equal(
            """
            {"@timestamp":"2026-11-23T12:00:07.000000Z","event.kind":"event","event.module":"kotwal","event.dataset":"kotwal.audit",
            "event.provider":"kotwal","event.category":"authentication","event.action":"session.start","event.outcome":"failure",
            "event.sequence":7,"event.hash":"","user.name":"asha \"x\"","source.ip":"10.1.2.3","kotwal.audit.subject":"asha",
            "kotwal.audit.result":"refused","kotwal.audit.detail":"पानी","message":"asha \"x\": session.start asha पानी"}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(AuditRecord.Of(entry).Span));
    }

    private async Task FollowAsync(Spool spool, int until)
    {
        using var follower = Follower(spool);
        await follower.StartAsync(Some.Cancel);
        await Until.TrueAsync(() => File.Exists(folder["audit.sent"]) && new AuditPosition(folder["audit.sent"]).Read().Sequence == until);
        await follower.StopAsync(Some.Cancel);
    }

    private AuditFollower Follower(Spool spool) => new(
        trail, new OwnDoor(spool, new SourceLedger(TimeProvider.System), TimeProvider.System), feed,
        new AuditPosition(folder["audit.sent"]), NullLogger<AuditFollower>.Instance);

    private async Task WriteAsync(int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            await trail.WriteAsync(new("asha", "thing.change", $"{number}", AuditResult.Done), Some.Cancel);
        }
    }

    private static async Task<List<int>> SequencesAsync(Spool spool, int count)
    {
        var found = new List<int>();
        for (var position = 0L; found.Count < count;)
        {
            using var batch = await spool.ReadAsync(position, 5_000, 16 << 20, TimeSpan.FromSeconds(1), Some.Cancel);
            found.AddRange(batch.Records.Select(record => (int)JsonNode.Parse(record.Payload.Span)!["event.sequence"]!));
            position = batch.Next;
        }

        return found;
    }
}
