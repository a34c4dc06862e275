using System.Globalization;
using Kotwal.City.Graph;
using Kotwal.Console.Texts;
using Microsoft.Extensions.Localization;

namespace Kotwal.Watch.Map;

/// <summary>Names of the city's parts in the language of the person who looks.</summary>
internal static class MapWords
{
    // A line of a name that is longer is parted in two where the outline of a ward has to hold it.
    private const int MaxLineLength = 10;

    public static string NameOf(CityPlan city) => Name(city.NameHindi, city.Name, "");

    public static string NameOf(CityWard ward) => Name(ward.NameHindi, ward.Name, ward.Id);

    public static string NameOf(CityService service) => Name(service.NameHindi, service.Name, service.Id);

    /// <summary>The word for a type of system or a kind of site; one that is not known is written as its file has it.</summary>
    public static string TypeOf(IStringLocalizer text, string type) =>
        text["map.type." + type] is { ResourceNotFound: false } known ? known : type.Replace('_', ' ');

    /// <summary>A count as people read it.</summary>
    public static string Write(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A name in one or two lines, parted at the space nearest to its middle.</summary>
    public static IReadOnlyList<string> Lines(string name)
    {
        var spaces = Enumerable.Range(0, name.Length).Where(place => name[place] == ' ').ToList();
        if (name.Length <= MaxLineLength || spaces.Count == 0)
        {
            return [name];
        }

        var middle = spaces.MinBy(place => Math.Abs((2 * place) - name.Length));
        return [name[..middle], name[(middle + 1)..]];
    }

    private static string Name(string hindi, string name, string id) =>
        TextCatalogue.Current == "hi" && hindi.Length > 0 ? hindi : name.Length > 0 ? name : id;
}
