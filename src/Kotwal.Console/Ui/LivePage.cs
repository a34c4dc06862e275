using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;

namespace Kotwal.Console.Ui;

/// <summary>
/// A page that reads again when something changes: at most twice a second however much happens, one reading at a time, ended when
/// the page is left. While a page is drawn ahead on the server it shows its loading face and reads nothing.
/// </summary>
/// <typeparam name="T">Everything the page shows, read in one go.</typeparam>
public abstract partial class LivePage<T> : ComponentBase, IDisposable
{
    /// <summary>Shortest time between two readings that changes cause.</summary>
    public static readonly TimeSpan QuietTime = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource left = new();
    private readonly List<IDisposable> subscriptions = [];
    private readonly Lock change = new();
    private CancellationTokenSource? reading;
    private ITimer? timer;
    private bool isWaiting;

    [Inject]
    private CityFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<LivePage<T>> Log { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> Looking { get; set; } = default!;

    /// <summary>What was read last; give it to <see cref="Faces{T}"/>.</summary>
    protected Loaded<T> Page { get; private set; } = new();

    /// <summary>Ends when the page is left.</summary>
    protected CancellationToken Left { get; private set; }

    /// <summary>Changes after which the page reads again.</summary>
    protected virtual IReadOnlyCollection<CityTopic> Topics => [];

    /// <summary>Who looks.</summary>
    protected async Task<ClaimsPrincipal> LookerAsync() => (await Looking).User;

    /// <summary>How much of the city the one who looks may see; every question that the page asks takes it.</summary>
    protected async Task<Reach> ReachAsync() => Reach.For(await LookerAsync(), Policies.Read);

    /// <summary>Reads all that the page shows. Exceptions draw the failed face over what was read before.</summary>
    protected abstract Task<T> ReadAsync(CancellationToken cancel);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Left = left.Token;
        if (RendererInfo.IsInteractive)
        {
            timer = Clock.CreateTimer(_ => _ = InvokeAsync(ReadAfterChangeAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            subscriptions.AddRange(Topics.Select(topic => Feed.Subscribe(topic, NoteChange)));
        }
    }

    /// <summary>Reads at first, and whenever the address gives the page other parameters.</summary>
    protected override Task OnParametersSetAsync() => RendererInfo.IsInteractive ? ReloadAsync() : Task.CompletedTask;

    /// <summary>Reads now, in place of a reading that still runs: what a filter or the retry button wants.</summary>
    protected async Task ReloadAsync()
    {
        reading?.Cancel();
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(Left);
        reading = mine;
        try
        {
            Page = Loaded.Of(await ReadAsync(mine.Token));
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            // The one place that stands between a reading that failed and the person who looks.
            var number = Guid.CreateVersion7(Clock.GetUtcNow()).ToString("N");
            ReadingFailed(Log, error, GetType().Name, number);
            Page = Page.Failed(number);
        }
        finally
        {
            if (reading == mine)
            {
                reading = null;
            }
        }

        StateHasChanged();
    }

    /// <summary>Called on the thread of whoever made the change.</summary>
    private void NoteChange()
    {
        lock (change)
        {
            if (!isWaiting && !left.IsCancellationRequested)
            {
                isWaiting = true;
                timer?.Change(QuietTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private async Task ReadAfterChangeAsync()
    {
        if (left.IsCancellationRequested)
        {
            return;
        }

        // A reading that a person asked for is not cut short by a change; it is followed by one more.
        if (reading is null)
        {
            lock (change)
            {
                isWaiting = false;
            }

            await ReloadAsync();
        }
        else
        {
            timer?.Change(QuietTime, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops listening and ends what still reads.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
        {
            return;
        }

        left.Cancel();
        subscriptions.ForEach(s => s.Dispose());
        timer?.Dispose();
        left.Dispose();
    }

    [LoggerMessage(4201, LogLevel.Warning, "{Page} could not be read. Whoever looked was told the number {Number}.")]
    private static partial void ReadingFailed(ILogger log, Exception error, string page, string number);
}
