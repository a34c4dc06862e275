namespace Kotwal.City.Access;

/// <summary>How an attempt to sign in went.</summary>
public enum SignInOutcome
{
    Entered,
    Refused,
    LockedOut,
}
