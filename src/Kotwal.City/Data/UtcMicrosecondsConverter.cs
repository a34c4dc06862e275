using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Kotwal.City.Data;

/// <summary>
/// Stores a point in time as whole microseconds since 1970 in UTC. SQLite can neither order nor compare the type itself, and
/// PostgreSQL keeps no finer precision. The offset is not kept: a value comes back in UTC.
/// </summary>
internal sealed class UtcMicrosecondsConverter() : ValueConverter<DateTimeOffset, long>(
    time => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
    stored => new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + (stored * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero));
