using CsCheck;

namespace Kotwal.Events.Tests;

public sealed class SecurityEventIdTests
{
    private static readonly EventTime Noon = EventTime.From(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));

    private static readonly Gen<(Guid Spool, long Position, int Ordinal)> Places =
        Gen.Select(Gen.Int[0, 3].Select(number => new Guid(number, 0, 0, new byte[8])), Gen.OneOf(Gen.Long[0, 40], Gen.Long[0, long.MaxValue]), Gen.Int[0, 40]);

    [Fact]
    public void The_same_place_at_the_same_time_has_the_same_id() =>
        Places.Sample(place => Id(place) == Id(place) && Id(place).UnixMilliseconds == Noon.UnixMilliseconds);

    [Fact]
    public void Different_places_have_different_ids_at_the_same_time() =>
        Gen.Select(Places, Places).Sample((one, other) => one == other || Id(one) != Id(other), iter: 20_000);

    [Fact]
    public void Every_event_of_a_record_of_very_many_has_an_id_of_its_own() =>
        Assert.Equal(100_000, Enumerable.Range(0, 100_000).Select(ordinal => Id((Guid.Empty, 7, ordinal))).Distinct().Count());

    [Fact]
    public void An_id_is_a_uuid_of_version_8() => Places.Sample(place => Id(place).Value is { Version: 8, Variant: >= 8 and <= 11 });

    [Fact]
    public void Ids_of_records_that_follow_each_other_differ_only_at_the_end() =>
        Assert.Equal(Id((Guid.Empty, 4_096, 0)).ToString()[..32], Id((Guid.Empty, 4_500, 3)).ToString()[..32]);

    private static SecurityEventId Id((Guid Spool, long Position, int Ordinal) place) =>
        SecurityEventId.Create(Noon, place.Spool, place.Position, place.Ordinal);
}
