namespace Kotwal.Collectors.Framing;

/// <summary>Memory that many connections share for their rare long records, so that all of them together stay bounded.</summary>
internal sealed class ByteBudget(long bytes)
{
    private long left = bytes;

    public bool TryTake(long amount)
    {
        if (Interlocked.Add(ref left, -amount) >= 0)
        {
            return true;
        }

        Give(amount);
        return false;
    }

    public void Give(long amount) => Interlocked.Add(ref left, amount);
}
