namespace Kotwal.Health;

/// <summary>
/// How something speaks over a week: for each hour of the week what it said in that hour of the last five weeks, and in how many of
/// its twelve pieces of five minutes it spoke at all. Bursts count once, and weeks vote: one strange week changes little. Two bytes an
/// hour and week.
/// </summary>
internal sealed class Rhythm
{
    public const int Hours = 168;
    public const int Weeks = 5;

    /// <summary>Pieces of five minutes in an hour.</summary>
    public const int Pieces = 12;

    /// <summary>Bytes of <see cref="Cells"/>.</summary>
    public const int Bytes = Hours * Weeks * 2;

    private const byte Empty = 255;
    private const double CountSteps = 8;
    private const double Doubt = 4;
    private const int FlatHours = 2;
    private const double FlatShare = 0.9;
    private const int MinWeeks = 3;

    private readonly byte[] cells;

    public Rhythm()
    {
        cells = new byte[Bytes];
        Array.Fill(cells, Empty);
    }

    /// <param name="saved">What <see cref="Cells"/> gave.</param>
    public Rhythm(byte[] saved)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(saved.Length, Bytes);
        cells = saved;
    }

    /// <summary>All that is known, to be kept.</summary>
    public ReadOnlySpan<byte> Cells => cells;

    /// <summary>The hour of the week, in UTC, 0 for the first of Sunday.</summary>
    public static int HourOf(DateTimeOffset at) => ((int)at.UtcDateTime.DayOfWeek * 24) + at.UtcDateTime.Hour;

    /// <summary>Learns an hour that is over. The oldest week of that hour is forgotten.</summary>
    /// <param name="hour">Hour of the week.</param>
    /// <param name="records">What was said in it.</param>
    /// <param name="pieces">In how many of its twelve pieces something was said.</param>
    public void Learn(int hour, long records, int pieces)
    {
        var place = hour * Weeks * 2;
        cells.AsSpan(place, (Weeks - 1) * 2).CopyTo(cells.AsSpan(place + 2));
        cells[place] = (byte)Math.Min(Empty - 1, Math.Round(CountSteps * Math.Log2(1 + records)));
        cells[place + 1] = (byte)Math.Clamp(pieces, 0, Pieces);
    }

    /// <summary>
    /// How likely it is that something is said in a piece of five minutes of an hour, 0 to 1, and never certain. The less is known of
    /// the hour the lower it is; of an hour that is not known at all, only what speaks all the time is expected to speak.
    /// </summary>
    public double ChanceOf(int hour)
    {
        int weeks = 0, spoken = 0;
        for (var week = 0; week < Weeks && Cell(hour, week) is var (_, pieces); week++)
        {
            weeks++;
            spoken += pieces;
        }

        return weeks > 0 ? spoken / ((Pieces * weeks) + Doubt) : Flat();
    }

    /// <summary>
    /// How likely it is that something is said in an hour at all; zero as long as the hour is not known. For what speaks once an hour,
    /// or once a day.
    /// </summary>
    public double HourlyChanceOf(int hour)
    {
        int weeks = 0, spoken = 0;
        for (var week = 0; week < Weeks && Cell(hour, week) is var (_, pieces); week++)
        {
            weeks++;
            spoken += pieces > 0 ? 1 : 0;
        }

        return weeks == 0 ? 0 : spoken / (weeks + 0.5);
    }

    /// <summary>What was said in that hour of other weeks: the middle and the least. Null as long as fewer than three weeks are known.</summary>
    public (double Median, double Least)? VolumeOf(int hour)
    {
        var volumes = new List<double>(Weeks);
        for (var week = 0; week < Weeks && Cell(hour, week) is var (records, _); week++)
        {
            volumes.Add(records);
        }

        if (volumes.Count < MinWeeks)
        {
            return null;
        }

        volumes.Sort();
        return (volumes[volumes.Count / 2], volumes[0]);
    }

    private double Flat()
    {
        int hours = 0, spoken = 0;
        for (var hour = 0; hour < Hours; hour++)
        {
            if (Cell(hour, 0) is var (_, pieces))
            {
                hours++;
                spoken += pieces;
            }
        }

        var share = hours < FlatHours ? 0 : (double)spoken / (hours * Pieces);
        return share < FlatShare ? 0 : share * hours * Pieces / ((hours * Pieces) + Doubt);
    }

    private (double Records, int Pieces)? Cell(int hour, int week)
    {
        var place = ((hour * Weeks) + week) * 2;
        return cells[place] == Empty ? null : (Math.Pow(2, cells[place] / CountSteps) - 1, cells[place + 1]);
    }
}
