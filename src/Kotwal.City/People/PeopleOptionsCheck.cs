using Microsoft.Extensions.Options;

namespace Kotwal.City.People;

/// <summary>Settings of sign-in that a range cannot check.</summary>
internal sealed class PeopleOptionsCheck : IValidateOptions<CityOptions>
{
    public ValidateOptionsResult Validate(string? name, CityOptions options)
    {
        var unknown = options.SecondFactorRoles.Where(role => !Roles.All.Contains(role)).ToList();
        string?[] faults =
        [
            CommonPasswords.FaultOf(options.CommonPasswordsFile),
            unknown.Count == 0 ? null : $"City:SecondFactorRoles names '{unknown[0]}'. Choose out of {string.Join(", ", Roles.All)}.",
        ];
        var found = faults.OfType<string>().ToList();
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }
}
