using Kotwal.City.Data;
using Kotwal.City.Tests.State;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Tests.Data;

public sealed class CityDbContextTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Times_are_ordered_and_compared_by_the_database_whatever_their_offset()
    {
        await using var city = await TestCity.CreateAsync();
        var india = new DateTimeOffset(2026, 3, 1, 17, 0, 0, TimeSpan.FromHours(5.5));
        await SaveAsync(city, Sighting(1, Some.Noon), Sighting(2, india), Sighting(3, Some.Noon.AddMinutes(1)));

        await using var context = await city.ContextAsync();
        var order = await context.Set<Sighting>().OrderBy(s => s.At).Select(s => s.Id).ToListAsync(Cancel);
        var late = await context.Set<Sighting>().Where(s => s.At > Some.Noon).Select(s => s.Id).ToListAsync(Cancel);

        Assert.Equal([Id(2), Id(1), Id(3)], order);
        Assert.Equal([Id(3)], late);
    }

    [Fact]
    public async Task Times_are_stored_as_microseconds_and_enums_as_text_and_ids_as_their_value()
    {
        await using var city = await TestCity.CreateAsync();
        await SaveAsync(city, new Sighting { Id = Id(7), At = Some.Noon, EndedAt = Some.Noon, Kind = SightingKind.Drone, Before = SightingKind.Bird });

        await using var context = await city.ContextAsync();
        var row = await context.Database
            .SqlQueryRaw<string>(TestState.IsOnPostgres
                ? """
                  SELECT concat(pg_typeof("At"), "At", pg_typeof("EndedAt"), "Kind", "Before", "Id", coalesce("Follows"::text, '-')) AS "Value"
                  FROM test_sightings
                  """
                : "SELECT typeof(At) || At || typeof(EndedAt) || Kind || Before || Id || ifnull(Follows, '-') AS Value FROM test_sightings")
            .SingleAsync(Cancel);

        var number = TestState.IsOnPostgres ? "bigint" : "integer";
        Assert.Equal($"{number}1772366400000000{number}DroneBird00000000-0000-0000-0000-000000000007-", row);
    }

    [Fact]
    public async Task Rows_come_back_as_they_were_stored()
    {
        await using var city = await TestCity.CreateAsync();
        var at = Some.Noon.AddMicroseconds(123_457);
        await SaveAsync(city, Sighting(1, at), new Sighting { Id = Id(2), At = at, Follows = Id(1), Before = SightingKind.Drone });

        await using var context = await city.ContextAsync();
        var found = await context.Set<Sighting>().SingleAsync(s => s.Id == Id(2), Cancel);

        Assert.Equal((at, null, Id(1), SightingKind.Drone), (found.At, found.EndedAt, found.Follows, found.Before));
    }

    [Fact]
    public async Task A_row_that_points_nowhere_is_refused()
    {
        await using var city = await TestCity.CreateAsync();

        await Assert.ThrowsAsync<DbUpdateException>(() => SaveAsync(city, new Sighting { Id = Id(2), At = Some.Noon, Follows = Id(9) }));
    }

    [Fact]
    public async Task The_database_reads_while_it_writes()
    {
        await using var city = await TestCity.CreateAsync();
        await using var writer = await city.ContextAsync();
        await using var write = await writer.BeginWriteAsync(Cancel);
        writer.Add(Sighting(1, Some.Noon));
        await writer.SaveChangesAsync(Cancel);

        await using var reader = await city.ContextAsync();
        var seen = await reader.Set<Sighting>().CountAsync(Cancel);

        Assert.Equal(0, seen);
    }

    [Fact]
    public async Task A_write_without_a_commit_is_undone_and_lets_the_next_one_in()
    {
        await using var city = await TestCity.CreateAsync();
        await using (var context = await city.ContextAsync())
        await using (await context.BeginWriteAsync(Cancel))
        {
            context.Add(Sighting(1, Some.Noon));
            await context.SaveChangesAsync(Cancel);
        }

        await SaveAsync(city, Sighting(2, Some.Noon));

        await using var after = await city.ContextAsync();
        Assert.Equal([Id(2)], await after.Set<Sighting>().Select(s => s.Id).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Many_writers_of_two_processes_all_get_their_turn()
    {
        await using var here = await TestCity.CreateAsync();
        await using var there = await TestCity.OpenAsync(here.Folder);

        await Task.WhenAll(Enumerable.Range(1, 40).Select(i => SaveAsync(i % 2 == 0 ? here : there, Sighting(i, Some.Noon))));

        await using var context = await here.ContextAsync();
        Assert.Equal(40, await context.Set<Sighting>().CountAsync(Cancel));
    }

    [Fact]
    public async Task Preparing_again_changes_nothing()
    {
        await using var city = await TestCity.CreateAsync();
        await SaveAsync(city, Sighting(1, Some.Noon));

        await city.Get<CityDatabase>().PrepareAsync(Cancel);

        await using var context = await city.ContextAsync();
        Assert.Equal(1, await context.Set<Sighting>().CountAsync(Cancel));
    }

    [Fact]
    public async Task Nobody_else_on_the_machine_may_look_into_a_folder_that_it_makes()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        var folder = Path.Combine(Directory.CreateTempSubdirectory("kotwal-city-").FullName, "data");

        await using var city = await TestCity.OpenAsync(folder);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        foreach (var file in Directory.GetFiles(folder))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private static SightingId Id(int number) => new(Guid.Parse($"00000000-0000-0000-0000-{number:D12}"));

    private static Sighting Sighting(int number, DateTimeOffset at) => new() { Id = Id(number), At = at };

    private static async Task SaveAsync(TestCity city, params Sighting[] sightings)
    {
        await using var context = await city.ContextAsync();
        context.AddRange(sightings);
        await context.SaveChangesAsync(Cancel);
    }
}
