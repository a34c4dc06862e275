using System.Globalization;
using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.Watch.Health;
using Kotwal.Watch.Sources;
using Microsoft.Extensions.Options;

namespace Kotwal.Health;

/// <summary>
/// The alarm for sources and senders that fall silent, or say far less than they used to. Planned maintenance is neither. What has been
/// silent for thirty days is given up and forgotten.
/// </summary>
internal sealed class SilenceCheck(
    SenderBook book, MaintenanceBook planned, CityGraph graph, HealthVoice voice, HealthBook known, IOptions<HealthOptions> options, TimeProvider clock)
    : IHealthCheck
{
    public const string Silent = "source.silent";
    public const string Less = "source.collapsed";

    private static readonly TimeSpan GivenUp = TimeSpan.FromDays(30);

    private readonly Lock turn = new();
    private readonly Dictionary<(string Source, string? Sender), Listener> listeners = [];
    private readonly Dictionary<string, string> states = new(StringComparer.Ordinal);

    /// <summary>How a source speaks, as the page shows it; null when it is not listened to.</summary>
    public string? StateOf(string source)
    {
        lock (turn)
        {
            return states.GetValueOrDefault(source);
        }
    }

    /// <inheritdoc/>
    public ValueTask LookAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var said = book.Take();
        lock (turn)
        {
            foreach (var key in said.Keys)
            {
                listeners.TryAdd(key, new Listener(new Rhythm()));
            }

            foreach (var (key, listener) in listeners.ToList())
            {
                Look(key, listener, said.GetValueOrDefault(key), now);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>What was learned, to be kept.</summary>
    public IReadOnlyList<SavedListener> Save()
    {
        lock (turn)
        {
            return [.. listeners.Select(one => new SavedListener(one.Key.Source, one.Key.Sender, one.Value.SpokeAt, one.Value.Rhythm.Cells.ToArray()))];
        }
    }

    /// <summary>Takes over what was learned before a new start.</summary>
    public void Restore(IEnumerable<SavedListener> saved)
    {
        lock (turn)
        {
            foreach (var one in saved.Where(one => one.Cells.Length == Rhythm.Bytes).Take(SenderBook.MaxSources + SenderBook.MaxSenders))
            {
                var listener = new Listener(new Rhythm(one.Cells));
                listener.Restore(one.SpokeAt);
                listeners[(one.Source, one.Sender)] = listener;
            }
        }
    }

    private void Look((string Source, string? Sender) key, Listener listener, long said, DateTimeOffset now)
    {
        var subject = key.Sender is null ? key.Source : $"{key.Source} {key.Sender}";
        if (listener.SpokeAt is { } last && now - last > GivenUp)
        {
            listeners.Remove(key);
            states.Remove(key.Source);
            known.Forget(Silent, subject);
            known.Forget(Less, subject);
            return;
        }

        var isPlanned = IsPlanned(key, now);
        var speech = listener.Hear(now, said, counts: !isPlanned, options.Value.SilentAfter);

        // After a new start silence has to be heard anew; who was silent and has not spoken is.
        if (speech == Speech.Silent || (known.IsIll(Silent, subject) && said == 0 && !isPlanned))
        {
            speech = Speech.Silent;
            voice.Report(Silent, subject, HealthState.Ill, $"Nothing has come since {Text(listener.SpokeAt)}, though something should have by its rhythm.");
        }
        else
        {
            voice.Clear(Silent, subject, isPlanned ? (FormattableString)$"It is worked on, as planned." : $"It speaks again.");
        }

        if (speech == Speech.Less)
        {
            voice.Report(Less, subject, HealthState.Ill, $"In the last hour it said less than a tenth of what it says in that hour of other weeks.");
        }
        else if (speech != Speech.Silent)
        {
            voice.Clear(Less, subject, $"It says as much as it used to.");
        }

        if (key.Sender is null)
        {
            states[key.Source] = isPlanned ? "maintenance" : speech switch { Speech.Silent => "silent", Speech.Less => "less", Speech.Learning => "learning", _ => "speaks" };
        }
    }

    private bool IsPlanned((string Source, string? Sender) key, DateTimeOffset now) => planned.Windows.Any(window => window.Covers(now) && window.Kind switch
    {
        MaintenanceKind.Source => window.Subject == key.Source,
        MaintenanceKind.Sender => key.Sender is not null && window.Subject == key.Sender,
        _ => key.Sender is not null && graph.Current.FindAddress(key.Sender, now, Reach.WholeCity) is { } node
            && (window.Subject == node.ShortId || window.Subject == node.Id.Value.ToString("D") || window.Subject == node.Name),
    });

    private static string Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "the start";
}

/// <summary>What was learned of one source or sender.</summary>
/// <param name="Source">The source.</param>
/// <param name="Sender">The sender; null for the source as a whole.</param>
/// <param name="SpokeAt">When it spoke last.</param>
/// <param name="Cells">Its <see cref="Rhythm"/>.</param>
internal sealed record SavedListener(string Source, string? Sender, DateTimeOffset? SpokeAt, byte[] Cells);
