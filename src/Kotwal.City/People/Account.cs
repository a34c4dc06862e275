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
}
