using Microsoft.Extensions.Options;
using Npgsql;

namespace Kotwal.City;

/// <summary>Checks settings that only make sense together. No sentence repeats a secret.</summary>
internal sealed class CityOptionsCheck : IValidateOptions<CityOptions>
{
    public ValidateOptionsResult Validate(string? name, CityOptions options) =>
        Complaint(options) is { } complaint ? ValidateOptionsResult.Fail(complaint) : ValidateOptionsResult.Success;

    private static string? Complaint(CityOptions options)
    {
        if (!Enum.IsDefined(options.Database))
        {
            return $"City:Database is one of {string.Join(", ", Enum.GetNames<StateDatabase>())}.";
        }

        if (options.Database == StateDatabase.Sqlite)
        {
            return options.ConnectionString is null
                ? null
                : "City:ConnectionString is for PostgreSQL, and City:Database is Sqlite. Set City:Database to PostgreSql, or take it away.";
        }

        return IsConnection(options.ConnectionString?.Reveal())
            ? null
            : "City:ConnectionString must say how PostgreSQL is reached: Host=…;Database=…;Username=…;Password=….";
    }

    private static bool IsConnection(string? text)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrWhiteSpace(parts.Host) || string.IsNullOrWhiteSpace(parts.Database))
            {
                return false;
            }

            // It checks what its parts say of each other, and connects to nothing.
            NpgsqlDataSource.Create(parts).Dispose();
            return true;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return false;
        }
    }
}
