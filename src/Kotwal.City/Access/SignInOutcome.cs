namespace Kotwal.City.Access;

/// <summary>How an attempt to sign in went.</summary>
public enum SignInOutcome
{
    Entered,
    Refused,
    LockedOut,

    /// <summary>The password was right; a code of the person's authenticator app is still to come.</summary>
    NeedsCode,

    /// <summary>The password was right; the person's role needs a second factor, and there is none yet.</summary>
    NeedsFactor,
}
