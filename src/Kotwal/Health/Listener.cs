namespace Kotwal.Health;

/// <summary>What somebody's silence or volume says.</summary>
internal enum Speech
{
    /// <summary>Not enough is known.</summary>
    Learning,

    /// <summary>As it used to.</summary>
    Speaks,

    /// <summary>It should have spoken.</summary>
    Silent,

    /// <summary>It said far less in the last hour than in that hour of other weeks.</summary>
    Less,
}

/// <summary>
/// Listens to one source or sender: gathers what it says in pieces of five minutes, learns from each hour that was heard whole, and
/// judges. It asks no clock and knows no source; silence while nobody listened, or during maintenance, counts for nothing.
/// </summary>
internal sealed class Listener(Rhythm rhythm)
{
    public static readonly TimeSpan Piece = TimeSpan.FromMinutes(5);

    // How unlikely silence must be before it is one: by pieces one in a million, for they follow each other; by hours one in ten thousand.
    private static readonly double SilentPieces = Math.Log(1e-6);
    private static readonly double SilentHours = Math.Log(1e-4);

    private const double MostCertain = 0.95;
    private const int UsualVolume = 60;
    private const double LittleOfMedian = 0.1;
    private const double LittleOfLeast = 0.3;
    private const double EnoughOfMedian = 0.5;

    private DateTimeOffset? hour;
    private int heardPieces;
    private int spokenPieces;
    private long records;
    private DateTimeOffset? piece;
    private bool isPieceSpoken;
    private double logPieces;
    private double logHours;
    private bool isLess;

    public Rhythm Rhythm => rhythm;

    /// <summary>When it spoke last, by what was heard here.</summary>
    public DateTimeOffset? SpokeAt { get; private set; }

    /// <summary>When an hour was learned last.</summary>
    public DateTimeOffset? LearnedAt { get; private set; }

    /// <summary>Takes over what was known before a new start.</summary>
    public void Restore(DateTimeOffset? spokeAt) => SpokeAt = spokeAt;

    /// <summary>Hears what was said since the last call.</summary>
    /// <param name="now">Time of the call; the calls are about a minute apart.</param>
    /// <param name="said">Records since the last call.</param>
    /// <param name="counts">False during maintenance: nothing is learned, and silence is none.</param>
    /// <param name="silentAfter">Shortest silence that is one.</param>
    public Speech Hear(DateTimeOffset now, long said, bool counts, TimeSpan silentAfter)
    {
        Turn(now, counts);
        records += said;
        if (said > 0)
        {
            isPieceSpoken = true;
            SpokeAt = now;
            logPieces = logHours = 0;
        }

        if (!counts)
        {
            logPieces = logHours = 0;
            isLess = false;
            return Speech.Speaks;
        }

        if (SpokeAt is { } last && now - last >= silentAfter && (logPieces <= SilentPieces || logHours <= SilentHours))
        {
            return Speech.Silent;
        }

        return isLess ? Speech.Less : LearnedAt is null ? Speech.Learning : Speech.Speaks;
    }

    private void Turn(DateTimeOffset now, bool counts)
    {
        var present = Floor(now, Piece);
        if (piece is { } before && before != present)
        {
            EndPiece(before);

            // Pieces in which nobody listened say nothing, and neither does an hour with such pieces.
            if (Floor(present, TimeSpan.FromHours(1)) is var next && next != hour)
            {
                EndHour(counts);
                hour = next;
            }
        }

        hour ??= Floor(present, TimeSpan.FromHours(1));
        if (piece != present)
        {
            piece = present;
            isPieceSpoken = false;
        }

        if (!counts)
        {
            heardPieces = -Rhythm.Pieces;
        }
    }

    private void EndPiece(DateTimeOffset ended)
    {
        heardPieces++;
        spokenPieces += isPieceSpoken ? 1 : 0;
        if (!isPieceSpoken)
        {
            logPieces += Math.Log(1 - Math.Min(MostCertain, rhythm.ChanceOf(Rhythm.HourOf(ended))));
        }
    }

    private void EndHour(bool counts)
    {
        if (heardPieces >= Rhythm.Pieces - 1 && counts && hour is { } ended)
        {
            var place = Rhythm.HourOf(ended);
            if (records == 0)
            {
                logHours += Math.Log(1 - Math.Min(MostCertain, rhythm.HourlyChanceOf(place)));
            }

            isLess = IsLess(place);

            // What is an alarm is no habit yet.
            if (!isLess && logPieces > SilentPieces && logHours > SilentHours)
            {
                rhythm.Learn(place, records, spokenPieces);
                LearnedAt = ended;
            }
        }

        heardPieces = spokenPieces = 0;
        records = 0;
    }

    private bool IsLess(int place)
    {
        if (rhythm.VolumeOf(place) is not var (median, least) || median < UsualVolume || records == 0)
        {
            return isLess && records == 0;
        }

        return isLess ? records < median * EnoughOfMedian : records < median * LittleOfMedian && records < least * LittleOfLeast;
    }

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan step) => new(at.UtcTicks - (at.UtcTicks % step.Ticks), TimeSpan.Zero);
}
