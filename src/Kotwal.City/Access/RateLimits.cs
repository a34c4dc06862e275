namespace Kotwal.City.Access;

/// <summary>Names of the limits that endpoints ask for with <c>RequireRateLimiting</c>.</summary>
public static class RateLimits
{
    /// <summary>Per remote address: doors that take a password or a setup token.</summary>
    public const string SignIn = "sign-in";
}
