using Kotwal.Health;

namespace Kotwal.Tests.Health;

/// <summary>A source's rhythm is learned minute by minute, as the server listens.</summary>
public sealed class ListenerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(15);
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_speaks_all_the_time_is_missed_within_the_hour_after_a_few_hours()
    {
        var heard = new Heard();

        heard.For(TimeSpan.FromHours(6), _ => 40);
        var silence = heard.UntilNot(Speech.Speaks, _ => 0, TimeSpan.FromHours(2));

        Assert.Equal(Speech.Silent, heard.Last);
        Assert.InRange(silence, SilentAfter, TimeSpan.FromHours(1));
        Assert.Equal(Speech.Speaks, heard.For(Minute, _ => 1));
    }

    [Fact]
    public void Offices_are_not_missed_at_night_nor_on_a_weekend_from_the_first_week_on()
    {
        var heard = new Heard();

        for (var day = 0; day < 21; day++)
        {
            heard.For(TimeSpan.FromDays(1), Office);
            Assert.DoesNotContain(Speech.Silent, heard.All);
        }

        heard.For(TimeSpan.FromHours(10), Office);
        var silence = heard.UntilNot(Speech.Speaks, _ => 0, TimeSpan.FromHours(6));
        Assert.Equal(Speech.Silent, heard.Last);
        Assert.InRange(silence, SilentAfter, TimeSpan.FromHours(2));
    }

    [Fact]
    public void What_speaks_once_a_day_is_missed_after_days_and_not_after_one()
    {
        var heard = new Heard();
        heard.For(TimeSpan.FromDays(42), at => at is { Hour: 3, Minute: 30 } ? 1 : 0);

        heard.For(TimeSpan.FromDays(1), _ => 0);
        var afterOne = heard.Last;
        heard.UntilNot(Speech.Speaks, _ => 0, TimeSpan.FromDays(10));

        Assert.Equal(Speech.Speaks, afterOne);
        Assert.Equal(Speech.Silent, heard.Last);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void What_speaks_by_chance_now_and_then_is_not_missed(int seed)
    {
        var random = new Random(seed);
        var heard = new Heard();

        heard.For(TimeSpan.FromDays(28), _ => random.Next(45) == 0 ? random.Next(1, 50) : 0);

        Assert.DoesNotContain(Speech.Silent, heard.All);
    }

    [Fact]
    public void A_collapse_in_volume_is_told_and_taken_back()
    {
        var heard = new Heard();
        heard.For(TimeSpan.FromDays(28), _ => 100);

        heard.For(TimeSpan.FromHours(2), _ => 2);
        var collapsed = heard.Last;
        heard.For(TimeSpan.FromHours(2), _ => 90);

        Assert.Equal(Speech.Less, collapsed);
        Assert.Equal(Speech.Speaks, heard.Last);
    }

    [Fact]
    public void Maintenance_is_no_silence_and_teaches_nothing()
    {
        var heard = new Heard();
        heard.For(TimeSpan.FromHours(12), _ => 10);

        heard.For(TimeSpan.FromHours(8), _ => 0, counts: false);
        var during = heard.All.ToList();
        heard.For(TimeSpan.FromMinutes(10), _ => 0);
        var soonAfter = heard.Last;
        heard.For(TimeSpan.FromHours(1), _ => 0);

        Assert.DoesNotContain(Speech.Silent, during);
        Assert.Equal(Speech.Speaks, soonAfter);
        Assert.Equal(Speech.Silent, heard.Last);
    }

    [Fact]
    public void A_long_silence_is_not_learned()
    {
        var heard = new Heard();
        heard.For(TimeSpan.FromDays(14), _ => 10);

        heard.For(TimeSpan.FromDays(7), _ => 0);

        Assert.Equal(Speech.Silent, heard.Last);
        Assert.True(heard.Rhythm.ChanceOf(30) > 0.8);
    }

    [Fact]
    public void What_nobody_listened_to_is_neither_silence_nor_habit()
    {
        var heard = new Heard();
        heard.For(TimeSpan.FromDays(8), _ => 10);

        heard.Sleep(TimeSpan.FromDays(3));

        Assert.Equal(Speech.Speaks, heard.For(Minute, _ => 10));
    }

    [Fact]
    public void What_was_learned_survives_being_kept()
    {
        var heard = new Heard();
        heard.For(TimeSpan.FromDays(8), _ => 10);

        var kept = new Rhythm(heard.Rhythm.Cells.ToArray());

        Assert.All(Enumerable.Range(0, Rhythm.Hours), hour => Assert.Equal(heard.Rhythm.ChanceOf(hour), kept.ChanceOf(hour)));
    }

    private static long Office(DateTimeOffset at) => at.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && at.Hour is >= 9 and < 18 ? 5 : 0;

    private sealed class Heard
    {
        private readonly Listener listener = new(new Rhythm());
        private DateTimeOffset now = Monday;

        public Rhythm Rhythm => listener.Rhythm;

        public Speech Last { get; private set; }

        /// <summary>All that was judged in the last call.</summary>
        public HashSet<Speech> All { get; } = [];

        public Speech For(TimeSpan time, Func<DateTimeOffset, long> said, bool counts = true)
        {
            All.Clear();
            for (var end = now + time; now < end; now += Minute)
            {
                Last = listener.Hear(now, said(now), counts, SilentAfter);
                All.Add(Last);
            }

            return Last;
        }

        public TimeSpan UntilNot(Speech expected, Func<DateTimeOffset, long> said, TimeSpan most)
        {
            var begin = now;
            while (now - begin < most && For(Minute, said) == expected)
            {
            }

            return now - begin;
        }

        public void Sleep(TimeSpan time) => now += time;
    }
}
