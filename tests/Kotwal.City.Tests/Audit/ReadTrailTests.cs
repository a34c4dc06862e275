using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using Kotwal.City.Audit;
using Kotwal.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.City.Tests.Audit;

public sealed class ReadTrailTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly ClaimsPrincipal Asha = Person("asha");

    private readonly HttpContextAccessor requests = new();
    private readonly SteppedClock clock = new(Some.Noon);
    private readonly MemoryTrail trail = new();

    [Fact]
    public async Task The_same_reading_is_noted_once_an_hour()
    {
        using var reads = await StartAsync();

        for (var minute = 0; minute < 61; minute++)
        {
            await reads.NoteAsync(Asha, "alert.read", "7", Cancel);
            clock.Step(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, trail.Deeds.Count);
        await reads.StopAsync(Cancel);
    }

    [Fact]
    public async Task Another_person_deed_or_subject_is_another_reading()
    {
        using var reads = await StartAsync();

        await reads.NoteAsync(Asha, "alert.read", "7", Cancel);
        await reads.NoteAsync(Person("ravi"), "alert.read", "7", Cancel);
        await reads.NoteAsync(Asha, "event.read", "7", Cancel);
        await reads.NoteAsync(Asha, "alert.read", "8", Cancel);

        Assert.Equal(4, trail.Deeds.Count);
        await reads.StopAsync(Cancel);
    }

    [Fact]
    public async Task What_was_read_is_cut_to_what_the_trail_holds()
    {
        using var reads = await StartAsync();

        await reads.NoteAsync(Asha, "event.query", new string('x', 9_000), Cancel);

        Assert.Equal(AuditEntry.MaxText, AuditEntry.Follow(1, AuditEntry.Origin, clock.GetUtcNow(), Assert.Single(trail.Deeds), null).Subject.Length);
        await reads.StopAsync(Cancel);
    }

    [Fact]
    public async Task An_answer_does_not_wait_longer_than_a_moment_and_the_note_is_written_when_it_can_be()
    {
        trail.Gate = new TaskCompletionSource();
        using var reads = await StartAsync();

        var noting = reads.NoteAsync(Asha, "alert.read", "7", Cancel);
        await Until.TrueAsync(() => trail.IsAsked);
        Assert.False(noting.IsCompleted);
        await AdvanceUntilAsync(() => noting.IsCompleted);
        await noting;
        Assert.Empty(trail.Deeds);

        trail.Gate.SetResult();
        await reads.StopAsync(Cancel);
        Assert.Single(trail.Deeds);
    }

    [Fact]
    public async Task A_trail_that_fails_is_written_again()
    {
        trail.Failures = 1;
        using var reads = await StartAsync();

        var noting = reads.NoteAsync(Asha, "alert.read", "7", Cancel);
        await AdvanceUntilAsync(() => !trail.Deeds.IsEmpty);

        await noting;
        Assert.Single(trail.Deeds);
        await reads.StopAsync(Cancel);
    }

    [Fact]
    public async Task What_is_remembered_is_bounded()
    {
        using var reads = await StartAsync();

        for (var subject = 0; subject <= ReadTrail.MaxRemembered; subject++)
        {
            await reads.NoteAsync(Asha, "event.read", $"{subject}", Cancel);
        }

        await reads.NoteAsync(Asha, "event.read", "0", Cancel);
        Assert.Equal(2, trail.Deeds.Count(deed => deed.Subject == "0"));
        await reads.StopAsync(Cancel);
    }

    [Fact]
    public async Task Two_hunts_that_differ_beyond_what_the_trail_holds_are_two_readings()
    {
        using var reads = await StartAsync();

        await reads.NoteAsync(Asha, "event.query", new string(' ', AuditEntry.MaxText) + "root", Cancel);
        await reads.NoteAsync(Asha, "event.query", new string(' ', AuditEntry.MaxText) + "admin", Cancel);

        Assert.Equal(2, trail.Deeds.Count);
        await reads.StopAsync(Cancel);
    }

    [Fact]
    public async Task Two_of_one_name_are_two_readers()
    {
        using var reads = await StartAsync();

        await reads.NoteAsync(Person("token:backup", "1"), "alert.read", "7", Cancel);
        await reads.NoteAsync(Person("token:backup", "2"), "alert.read", "7", Cancel);

        Assert.Equal(2, trail.Deeds.Count);
        await reads.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_note_has_the_address_of_the_request_in_which_it_was_made()
    {
        using var reads = await StartAsync();
        requests.HttpContext = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("::ffff:192.0.2.7") } };

        await reads.NoteAsync(Asha, "alert.read", "7", Cancel);

        Assert.Equal("192.0.2.7", Assert.Single(trail.Deeds).Address);
        await reads.StopAsync(Cancel);
    }

    [Fact]
    public async Task Who_cannot_be_put_in_the_line_is_refused_and_may_try_again()
    {
        trail.Gate = new TaskCompletionSource();
        using var reads = await StartAsync();
        var noting = Enumerable.Range(0, ReadTrail.MaxWaiting + 1).Select(number => reads.NoteAsync(Asha, "alert.read", $"{number}", Cancel)).ToList();

        var late = reads.NoteAsync(Asha, "alert.read", "late", Cancel);
        await AdvanceUntilAsync(() => late.IsCompleted);
        await Assert.ThrowsAsync<ReadNotNotedException>(() => late);
        await AdvanceUntilAsync(() => noting.TrueForAll(note => note.IsCompleted));
        trail.Gate.SetResult();
        await reads.NoteAsync(Asha, "alert.read", "late", Cancel);

        await reads.StopAsync(Cancel);
        Assert.Contains(trail.Deeds, deed => deed.Subject == "late");
    }

    [Fact]
    public async Task What_failed_is_another_reading_than_what_was_done()
    {
        using var reads = await StartAsync();

        await reads.NoteAsync(Asha, new Reading("event.query", "root") { Result = AuditResult.Failed }, Cancel);
        await reads.NoteAsync(Asha, new Reading("event.query", "root"), Cancel);

        Assert.Equal([AuditResult.Failed, AuditResult.Done], trail.Deeds.Select(deed => deed.Result));
        await reads.StopAsync(Cancel);
    }

    private static ClaimsPrincipal Person(string name, string? id = null) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.NameIdentifier, id ?? name)], "test"));

    private async Task<ReadTrail> StartAsync()
    {
        var reads = new ReadTrail(trail, new AuditAddress(requests), clock, NullLogger<ReadTrail>.Instance);
        await reads.StartAsync(Cancel);
        return reads;
    }

    private Task AdvanceUntilAsync(Func<bool> isDone) => Until.TrueAsync(() =>
    {
        clock.Step(ReadTrail.Patience);
        return isDone();
    });

    private sealed class MemoryTrail : IAuditTrail
    {
        public ConcurrentQueue<AuditDeed> Deeds { get; } = new();

        public TaskCompletionSource? Gate { get; set; }

        public int Failures { get; set; }

        public bool IsAsked { get; private set; }

        public async Task WriteAsync(AuditDeed deed, CancellationToken cancel)
        {
            IsAsked = true;
            if (Gate is { } gate)
            {
                await gate.Task;
            }

            if (Failures-- > 0)
            {
                throw new IOException("The disk is full.");
            }

            Deeds.Enqueue(deed);
        }

        public Task<IReadOnlyList<AuditEntry>> SearchAsync(AuditFilter filter, long? beforeSequence, int count, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<AuditEntry>> ReadAfterAsync(AuditFilter filter, long afterSequence, int count, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<AuditVerdict> VerifyAsync(CancellationToken cancel) => throw new NotSupportedException();
    }
}
