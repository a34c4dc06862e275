namespace Kotwal.City.Sessions;

/// <summary>Identifies one session; it is no secret.</summary>
public readonly record struct AccountSessionId(Guid Value)
{
    public static AccountSessionId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));
}

/// <summary>One sign-in of one person with one browser, from its beginning to its end.</summary>
public sealed class AccountSession
{
    /// <summary>Longest address, browser and reason, in characters; longer ones are cut.</summary>
    public const int MaxText = 64;

    private AccountSession()
    {
    }

    internal AccountSession(Guid accountId, SignInMethod method, Visitor visitor, string? stamp, TimeProvider clock)
    {
        Id = AccountSessionId.New(clock);
        AccountId = accountId;
        Method = method;
        Address = visitor.Address;
        Browser = visitor.Browser;
        Stamp = stamp ?? "";
        StartedAt = LastSeenAt = clock.GetUtcNow();
    }

    public AccountSessionId Id { get; private set; }

    public Guid AccountId { get; private set; }

    /// <summary>What the person proved himself with.</summary>
    public SignInMethod Method { get; private set; }

    /// <summary>Network address that it was started from.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Browser and system in a few words.</summary>
    public string Browser { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>When it was ended; null as long as nobody did. One that was not used for long enough ends without a note.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it was ended; null as long as it was not.</summary>
    public string? EndedBecause { get; private set; }

    /// <summary>The account's security stamp at its beginning: when the account has another one, the session is over.</summary>
    internal string Stamp { get; private set; } = "";

    /// <summary>Ends it. Ending it again keeps the first time and reason.</summary>
    internal void End(DateTimeOffset now, string because)
    {
        if (EndedAt is null)
        {
            EndedAt = now;
            EndedBecause = because.Length <= MaxText ? because : because[..MaxText];
        }
    }

    internal void Seen(DateTimeOffset now) => LastSeenAt = now;

    /// <summary>Outlives a change of its own account that ends all others.</summary>
    internal void Outlive(string? stamp) => Stamp = stamp ?? "";

    /// <summary>
    /// Whether it may be used. It ends after a while of no use, and in any case after the longest time. One that the provider vouched for ends also when it is used: only a new sign-in shows whether the
    /// provider still knows the person.
    /// </summary>
    internal bool IsLive(DateTimeOffset now, CityOptions options) =>
        EndedAt is null && now - LastSeenAt < options.SessionIdle
        && now - StartedAt < (Method == SignInMethod.Provider && options.SessionIdle < options.SessionMax ? options.SessionIdle : options.SessionMax);
}

/// <summary>What somebody proved himself with.</summary>
public enum SignInMethod
{
    /// <summary>A password alone.</summary>
    Password,

    /// <summary>A password and a time-based code.</summary>
    PasswordAndCode,

    /// <summary>A password and one of the recovery codes.</summary>
    PasswordAndRecoveryCode,

    /// <summary>A passkey that checked its owner by itself.</summary>
    Passkey,

    /// <summary>The sign-on provider of the city vouched for him.</summary>
    Provider,
}
