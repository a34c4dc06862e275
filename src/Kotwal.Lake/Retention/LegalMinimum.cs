namespace Kotwal.Lake.Retention;

/// <summary>
/// How long logs must be kept in India: 180 days by CERT-In's directions of 28 April 2022 (iv), and a year from 13 May 2027 by
/// rules 6 and 8 of the Digital Personal Data Protection Rules, 2025.
/// </summary>
internal static class LegalMinimum
{
    public const int Days = 180;

    public const int DaysFromMay2027 = 365;

    private static readonly DateOnly LongerFrom = new(2027, 5, 13);

    public static int On(DateOnly day) => day < LongerFrom ? Days : DaysFromMay2027;
}
