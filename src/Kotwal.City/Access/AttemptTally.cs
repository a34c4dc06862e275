using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Access;

/// <summary>
/// How often each address was refused in the present minute. An attempt takes a permit before it is judged, so that a thousand at
/// once are no more than twenty one by one; a success gives it back. Safe for many threads.
/// </summary>
public sealed class AttemptTally(IOptions<CityOptions> options, TimeProvider clock)
{
    private const int MaxAddresses = 20_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock door = new();
    private readonly Dictionary<string, (DateTimeOffset Start, int Taken)> taken = [];

    /// <summary>Says that the attempt of this request succeeded, so that it does not count.</summary>
    public void GiveBack(HttpContext context)
    {
        var address = KeyOf(context.Connection.RemoteIpAddress);
        lock (door)
        {
            if (taken.TryGetValue(address, out var entry) && entry.Taken > 0)
            {
                taken[address] = (entry.Start, entry.Taken - 1);
            }
        }
    }

    /// <summary>Takes the permit of this request's address, where no limiter stands before the door.</summary>
    internal bool TryTake(HttpContext context) => TryTake(KeyOf(context.Connection.RemoteIpAddress));

    internal bool TryTake(string address)
    {
        var now = clock.GetUtcNow();
        lock (door)
        {
            if (!taken.TryGetValue(address, out var entry) || now - entry.Start >= Window)
            {
                MakeRoom(now);
                entry = (now, 0);
            }

            if (entry.Taken >= options.Value.SignInAttemptsPerMinute)
            {
                return false;
            }

            taken[address] = (entry.Start, entry.Taken + 1);
            return true;
        }
    }

    /// <summary>Who is counted as one: an address, of IPv6 the network that one subscriber has.</summary>
    internal static string KeyOf(IPAddress? address) => address is null ? "" : AddressKey.Of(address).ToString();

    // Beyond the bound the count starts anew for all: each account still has its own.
    private void MakeRoom(DateTimeOffset now)
    {
        if (taken.Count < MaxAddresses)
        {
            return;
        }

        foreach (var (address, _) in taken.Where(entry => now - entry.Value.Start >= Window).ToList())
        {
            taken.Remove(address);
        }

        if (taken.Count >= MaxAddresses)
        {
            taken.Clear();
        }
    }
}
