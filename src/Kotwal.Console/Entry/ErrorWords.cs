using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Kotwal.Console.Entry;

/// <summary>What Identity found wrong, in the person's language.</summary>
internal static class ErrorWords
{
    internal static string Of(IStringLocalizer text, IdentityError error) =>
        text["entry.error." + error.Code] is { ResourceNotFound: false } known ? known : error.Description;
}
