using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.People;

/// <summary>A person who may sign in.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Longest name for display, and longest mail address, in characters.</summary>
    public const int MaxDisplayNameLength = 128, MaxMailLength = 256;

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

    /// <summary>The person's name as others read it; null when nobody said.</summary>
    public string? DisplayName { get; private set; }

    /// <summary>Whether it was made for one incident or one audit; what a guest may do always has an end.</summary>
    public bool IsGuest { get; private init; }

    /// <summary>Since when nobody may sign in with it; null when one may.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>When the person left and what was personal was removed. It stays so.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>Changes with each change that an administrator makes to the account or its grants.</summary>
    public Guid Version { get; private set; }

    /// <summary>An account without a password: the person sets the first one with a one-time link.</summary>
    internal static Account Invite(string name, bool isGuest, DateTimeOffset now) => new(name, now)
    {
        IsGuest = isGuest,
        Version = Guid.CreateVersion7(now),
        SecurityStamp = NewStamp(now),
    };

    /// <summary>Says who the person is. Blank texts count as none.</summary>
    internal void Describe(string? displayName, string? mail, string? normalizedMail)
    {
        DisplayName = string.IsNullOrWhiteSpace(displayName) ? null : displayName.Trim();
        Email = mail;
        NormalizedEmail = normalizedMail;
    }

    /// <summary>Lets nobody sign in and ends the sessions there are. Disabling again keeps the first time.</summary>
    public void Disable(DateTimeOffset now)
    {
        DisabledAt ??= now;
        SecurityStamp = NewStamp(now);
    }

    /// <summary>Lets the person sign in again, unless the person has left.</summary>
    public void Enable()
    {
        if (LeftAt is null)
        {
            DisabledAt = null;
        }
    }

    /// <summary>Removes all that is personal but the name to sign in with, under which the person's deeds are recorded.</summary>
    internal void Leave(DateTimeOffset now)
    {
        Disable(now);
        LeftAt ??= now;
        Describe(null, null, null);
        (PasswordHash, PhoneNumber, EmailConfirmed, PhoneNumberConfirmed, TwoFactorEnabled) = (null, null, false, false, false);
    }

    /// <summary>Marks that an administrator changed the account or its grants, so that another who read it before is told.</summary>
    internal void Changed(DateTimeOffset now) => Version = Guid.CreateVersion7(now);

    // The cookie carries it encrypted; nobody needs to guess it, it only has to be another one.
    private static string NewStamp(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("N");
}
