using Bunit;
using Kotwal.City.Work;
using Kotwal.Console.Ui;
using Kotwal.Testing;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Console.Tests.Ui;

public sealed class LivePageTests : BunitContext
{
    private readonly CityFeed feed = new();
    private readonly SteppedClock clock = new(Some.Noon);

    public LivePageTests()
    {
        Services.AddSingleton(feed);
        Services.AddSingleton<TimeProvider>(clock);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public void A_storm_of_changes_is_read_twice_a_second_at_most()
    {
        var page = Render<Counting>().Instance;

        for (var i = 0; i < 1000; i++)
        {
            feed.Publish(CityTopic.Alerts);
            clock.Step(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(page.Readings, 15, 21);
    }

    [Fact]
    public void The_last_change_is_never_missed()
    {
        var page = Render<Counting>().Instance;
        feed.Publish(CityTopic.Alerts);
        clock.Step(LivePage<int>.QuietTime);

        feed.Publish(CityTopic.Alerts);
        clock.Step(LivePage<int>.QuietTime);

        Assert.Equal(3, page.Readings);
    }

    [Fact]
    public void What_the_page_does_not_show_does_not_matter()
    {
        var page = Render<Counting>().Instance;

        feed.Publish(CityTopic.Rules);
        clock.Step(TimeSpan.FromSeconds(5));

        Assert.Equal(1, page.Readings);
    }

    [Fact]
    public async Task A_page_that_was_left_reads_nothing_and_its_last_reading_is_cancelled()
    {
        var page = Render<Counting>().Instance;
        page.Wait = new TaskCompletionSource();
        feed.Publish(CityTopic.Alerts);
        clock.Step(LivePage<int>.QuietTime);

        await DisposeComponentsAsync();
        feed.Publish(CityTopic.Alerts);
        clock.Step(TimeSpan.FromSeconds(5));

        Assert.Equal(2, page.Readings);
        Assert.True(page.LastToken.IsCancellationRequested);
    }

    [Fact]
    public void A_failed_reading_keeps_what_was_read_before_and_says_a_number_in_place_of_the_reason()
    {
        var page = Render<Counting>();
        page.Instance.Failure = "Could not open /var/lib/kotwal/lake/secret.";

        feed.Publish(CityTopic.Alerts);
        clock.Step(LivePage<int>.QuietTime);

        page.WaitForAssertion(() => Assert.Matches("^value 1, failed: [0-9a-f]{32}$", page.Markup));
    }

    [Fact]
    public void A_page_drawn_ahead_reads_nothing()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        var page = Render<Counting>();

        Assert.Equal((0, "loading"), (page.Instance.Readings, page.Markup));
    }

    private sealed class Counting : LivePage<int>
    {
        public int Readings { get; private set; }

        public TaskCompletionSource? Wait { get; set; }

        public string? Failure { get; set; }

        public CancellationToken LastToken { get; private set; }

        protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Alerts];

        protected override async Task<int> ReadAsync(CancellationToken cancel)
        {
            Readings++;
            LastToken = cancel;
            if (Failure is not null)
            {
                throw new IOException(Failure);
            }

            await (Wait?.Task.WaitAsync(cancel) ?? Task.CompletedTask);
            return Readings;
        }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) =>
            builder.AddContent(0, Page switch
            {
                { HasValue: false, Failure: null } => "loading",
                { Failure: not null } => $"value {Page.Value}, failed: {Page.Failure}",
                _ => $"value {Page.Value}",
            });
    }
}
