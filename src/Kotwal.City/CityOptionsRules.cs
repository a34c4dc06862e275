using Kotwal.City.People;
using Microsoft.Extensions.Options;

namespace Kotwal.City;

/// <summary>What a range on one setting cannot say.</summary>
internal sealed class CityOptionsRules : IValidateOptions<CityOptions>
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
