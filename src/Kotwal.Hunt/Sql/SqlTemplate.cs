using System.Text;

namespace Kotwal.Hunt.Sql;

/// <summary>
/// SQL with places: <c>{0}</c>, <c>{1}</c> and following stand for the arguments, <c>{*}</c> for all, <c>{+}</c> for all but the first and
/// <c>{~}</c> for all as texts that are never absent, parted by commas. A number beyond the arguments is a repetition of a regular expression.
/// </summary>
internal static class SqlTemplate
{
    /// <summary>The template over arguments that are SQL already.</summary>
    public static string Fill(ReadOnlySpan<char> template, params ReadOnlySpan<string> arguments)
    {
        var sql = new StringBuilder();
        while (!template.IsEmpty)
        {
            if (template is ['{', var place, '}', ..] && IsPlace(place, arguments.Length))
            {
                Append(sql, place, arguments);
                template = template[3..];
                continue;
            }

            sql.Append(template[0]);
            template = template[1..];
        }

        return sql.ToString();
    }

    private static bool IsPlace(char place, int count) => place is '*' or '+' or '~' || (char.IsAsciiDigit(place) && place - '0' < count);

    private static void Append(StringBuilder sql, char place, ReadOnlySpan<string> arguments)
    {
        switch (place)
        {
            case '*':
                sql.AppendJoin(", ", arguments);
                break;
            case '+':
                sql.AppendJoin(", ", arguments[1..]);
                break;
            case '~':
                sql.Append("coalesce(").AppendJoin(", ''), coalesce(", arguments).Append(", '')");
                break;
            default:
                sql.Append(arguments[place - '0']);
                break;
        }
    }
}
