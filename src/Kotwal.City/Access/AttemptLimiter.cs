using System.Threading.RateLimiting;

namespace Kotwal.City.Access;

/// <summary>Lets an address knock as long as its tally allows. The tally keeps the count; this only asks it.</summary>
internal sealed class AttemptLimiter(AttemptTally tally, string address) : RateLimiter
{
    private static readonly Answer Yes = new(true);
    private static readonly Answer No = new(false);

    public override TimeSpan? IdleDuration => TimeSpan.Zero;

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => tally.TryTake(address) ? Yes : No;

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        new(AttemptAcquireCore(permitCount));

    private sealed class Answer(bool isAcquired) : RateLimitLease
    {
        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
