using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Kotwal.City.People;

/// <summary>
/// Refuses the passwords of the operator's list, whatever their case. Held as eight bytes each, so a million take 8 MB. Read once,
/// at first use. Safe for many threads.
/// </summary>
internal sealed class CommonPasswords(IOptions<CityOptions> options) : IPasswordValidator<Account>
{
    /// <summary>Most lines of a list.</summary>
    internal const int MaxLines = 1_000_000;

    private const int MaxLineLength = 256;

    private readonly Lazy<ulong[]> list = new(() => Read(options.Value.CommonPasswordsFile));

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(
        Array.BinarySearch(list.Value, Digest(password ?? "")) < 0
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = "PasswordIsCommon", Description = "The password is on the list of common ones." }));

    /// <summary>Why a list cannot be used; null when it can, or when there is none.</summary>
    internal static string? FaultOf(string? file)
    {
        try
        {
            return file is null || File.ReadLines(file).Take(MaxLines + 1).Count() <= MaxLines ? null : $"City:CommonPasswordsFile has more than {MaxLines:N0} lines.";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "City:CommonPasswordsFile cannot be read: " + error.Message;
        }
    }

    private static ulong[] Read(string? file)
    {
        if (file is null)
        {
            return [];
        }

        ulong[] digests = [.. File.ReadLines(file).Take(MaxLines).Select(line => line.TrimEnd('\r')).Where(line => line.Length is > 0 and <= MaxLineLength).Select(Digest)];
        Array.Sort(digests);
        return digests;
    }

    // Of a strong hash, so that nobody finds a good password that is taken for a common one; by chance it is one in 10^13.
    private static ulong Digest(string password) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(password.ToLowerInvariant())));
}
