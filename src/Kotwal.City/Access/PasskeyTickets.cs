using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Kotwal.City.Access;

/// <summary>
/// Carries a challenge to the browser and back, encrypted, for five minutes and one answer: what was answered once is answered for
/// good. Nothing is kept for those who never answer; when as many answers came within five minutes as are kept, further ones are refused. Safe for many threads.
/// </summary>
internal sealed class PasskeyTickets(IDataProtectionProvider protection, TimeProvider clock)
{
    internal const int MaxKept = 20_000;
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Kotwal.City.Access.Passkeys").ToTimeLimitedDataProtector();
    private readonly ConcurrentDictionary<string, DateTimeOffset> used = new();

    /// <param name="purpose">What the answer may be used for; a ticket is worth nothing elsewhere.</param>
    /// <param name="state">What the answer is judged by.</param>
    internal string Issue(string purpose, string state) => protector.Protect(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N") + purpose + "\n" + state, Lasts);

    /// <summary>The state of the ticket; null when it is none, has ended, was used or was meant for something else.</summary>
    internal string? Use(string purpose, string ticket)
    {
        if (Open(ticket) is not [.. { Length: > 32 } text])
        {
            return null;
        }

        var head = text.IndexOf('\n');
        return head >= 32 && text[32..head] == purpose && HasRoom() && used.TryAdd(text[..32], clock.GetUtcNow()) ? text[(head + 1)..] : null;
    }

    private string? Open(string ticket)
    {
        try
        {
            return protector.Unprotect(ticket);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // To forget one that may come again would open a door twice.
    private bool HasRoom()
    {
        if (used.Count >= MaxKept)
        {
            foreach (var (id, _) in used.Where(entry => clock.GetUtcNow() - entry.Value > Lasts).ToList())
            {
                used.TryRemove(id, out _);
            }
        }

        return used.Count < MaxKept;
    }
}
