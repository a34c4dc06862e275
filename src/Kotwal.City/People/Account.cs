using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.People;

/// <summary>A person who may sign in.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 64;

    private Account()
    {
    }

    internal Account(string name, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        UserName = name;
        CreatedAt = now;
        LockoutEnabled = true;
    }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Since when an administrator keeps it closed; null when it may be used.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Closes it until it is enabled again. Closing it twice keeps the first time. End its sessions afterwards.</summary>
    public void Disable(DateTimeOffset now) => DisabledAt ??= now;

    /// <summary>Lets it be used again.</summary>
    public void Enable() => DisabledAt = null;
}
