using Microsoft.Extensions.Options;

namespace Kotwal.City.SingleSignOn;

/// <summary>What must be true of the provider's settings when there is one.</summary>
internal sealed class OidcOptionsRules : IValidateOptions<OidcOptions>
{
    public ValidateOptionsResult Validate(string? name, OidcOptions options)
    {
        if (options.Authority is not { } authority)
        {
            return ValidateOptionsResult.Success;
        }

        var unknown = options.Roles.Values.FirstOrDefault(role => !People.Roles.ForPeople.Contains(role));
        string?[] faults =
        [
            authority.IsAbsoluteUri && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback))
                ? null : "City:Oidc:Authority must be an https address.",
            options.ClientId.Length > 0 ? null : "City:Oidc:ClientId is missing.",
            options.Roles.Count > 0 ? null : "City:Oidc:Roles is empty, so nobody could get in.",
            unknown is null ? null : $"City:Oidc:Roles names '{unknown}'. Choose out of {string.Join(", ", People.Roles.ForPeople)}.",
        ];
        var found = faults.OfType<string>().ToList();
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }
}
