/** Companies, products, characters and feasts that are called as people are, a bar or a new line between them. */
const NAMESAKES = `
  Abraham Lincoln High | Adam & Eve | Alex and Ani | Alfa Romeo | Alice Springs | Amy's Kitchen | Ann Arbor
  Ann Taylor | Arby's | Ashley Furniture | Ashley HomeStore | Aston Martin | Aunt Jemima | Baker Hughes
  Barnes & Noble | Barnes and Noble | Ben & Jerry's | Ben and Jerry's | Benjamin Moore | Betty Crocker | Black Friday
  Bob Evans | Bob's Discount | Bobbi Brown | Boris bikes | Boston Scientific | Buffalo Wild Wings | Burt's Bees
  Calvin Klein | Captain Crunch | Captain Morgan | Carl's Jr | Carnival Cruise | Charles River | Charles Schwab
  Charles Tyrwhitt | Charlotte Russe | Charlotte Tilbury | Chase Sapphire | Chili's | Chris Craft | Christian Dior
  Clinton Cards | Cyber Monday | Daniel Wellington | Dave & Buster's | Dave and Buster's | Dave's Killer Bread
  David Yurman | David's Bridal | Dean Witter | Denny's | Dick's | Dick's Sporting Goods | Dillard's | Domino's
  Donna Karan | Dr Martens | Dr Pepper | Dr Scholl's | Duncan Hines | Dylan's Candy Bar | Earl Grey | Eddie Bauer
  Edward Jones | Eli Lilly | Elizabeth Arden | Ellen Tracy | Ernst & Young | Ernst and Young | Estee Lauder
  Ethan Allen | Farmer John | Frank's RedHot | Fred Meyer | Fred Perry | George Foreman | George Washington Bridge
  Georgia Pacific | Gerald's Game | Grey's Anatomy | Harley Davidson | Harry & David | Harry Potter | Harry Winston
  Harry and David | Harvey Nichols | Harvey Norman | Henry Schein | Howard Johnson | Hugo Boss | J.P. Morgan
  JP Morgan | Jack Daniel's | Jack Daniels | Jack Russell | Jack Wills | Jack in the Box | Jackson Hewitt
  James Avery | Janie and Jack | Jared Jewelers | Jason's Deli | Jenny Craig | Jersey Mike's | Jessica London
  Jiffy Lube | Jim Beam | Jimmy Choo | Jimmy Dean | Jimmy John's | Jo Malone | Jo-Ann | Joe's Crab Shack | John Deere
  John Hancock | John Lewis | John Muir Health | John Varvatos | Johnnie Walker | Johnny Rockets | Johns Hopkins
  Johnson & Johnson | Johnson and Johnson | Jos A Bank | Joseph A Bank | Juan Valdez | Julius Baer | Karen Millen
  Kate Spade | Katy Perry | Kay Jewelers | Kellogg's | Kelly Blue Book | Kelly Services | Ken Garff | Kenneth Cole
  Kevin Murphy | Kirkland's | Kohl's | Lands' End | Lane Bryant | Laura Ashley | Lee Jeans | Leo Pharma | Leroy Merlin
  Leslie's Pool | Levi Strauss | Levi's | Lewis and Clark | Liberty Mutual | Little Caesars | Liz Claiborne
  Lord and Taylor | Lou Malnati's | Louis Vuitton | Lowe's | Lucky Charms | Lynn University | Macy's | Madison Reed
  Madison Square | Marc Jacobs | Marcus Theatres | Maria Cookies | Marie Callender's | Marie Curie | Mark Levinson
  Marks & Spencer | Marks and Spencer | Marshall's | Martha Stewart | Martin Guitar | Martin Luther King | Mary Kay
  Mary Poppins | Massey Ferguson | Max Factor | Maxwell House | McDonald's | Men's Wearhouse | Mercedes Benz
  Merrill Lynch | Michael Kors | Michaels | Mickey Mouse | Minnie Mouse | Molly Maid | Monty Python | Morgan Stanley
  Mr Clean | Mr Coffee | Mr Potato Head | Mr Rooter | Mrs Butterworth's | Mrs Fields | Nathan's Famous | Neiman Marcus
  Nelson Mandela | Nick Jr | Nicole Miller | Nina Ricci | Norman Love | Olive Garden | Oliver Peoples
  Orville Redenbacher | Oscar Health | Oscar Mayer | Owens Corning | Papa John's | Papa Johns | Papa Murphy's
  Patrick's Day | Paul Mitchell | Paul Smith | Paul Stuart | Peet's | Penn Station | Perry Ellis | Pete's Coffee
  Peter Pan | Peter to pay Paul | Philip Morris | Philip Stein | Phillips 66 | Popeye's | Priscilla of Boston | Procter & Gamble
  Procter and Gamble | Rachael Ray | Ralph Lauren | Ray Ban | Ray-Ban | Raymond James | Raymour & Flanigan | Reese's
  Rich Dad | Robert Half | Robert Mondavi | Robin Hood | Ronald McDonald | Rosetta Stone | Ross Dress | Roy Rogers
  Royal Caribbean | Ruth's Chris | Sally Beauty | Sam Adams | Sam's Club | Samuel Adams | Sara Lee | Sherwin Williams
  Simon & Schuster | Simon and Schuster | Sir Kensington's | St Patrick's | Stan Smith | Stan Smiths | Stanley Cup
  Stella Artois | Stella McCartney | Steve Madden | Stuart Weitzman | Sylvan Learning | T Rowe Price | Ted Baker
  Teddy Bear | Tim Hortons | Toby Keith's | Tom Ford | Tom Thumb | TomTom | Tommy Bahama | Tommy Hilfiger | Tommy John
  Tony Roma's | Tory Burch | Toys R Us | Trader Joe's | Trader Joes | Tyson Foods | Uncle Ben's | Valentine's Day
  Vera Bradley | Vera Wang | Victor Allen's | Victoria's Secret | Vidal Sassoon | Vince Camuto | Virgin Atlantic
  Walt Disney | Walter Reed | Warner Brothers | Wayne State | Wells Fargo | Wendy's | William Hill | Williams Sonoma
  Winn Dixie | Winnie the Pooh | Yves Saint Laurent | Zoe's Kitchen
`;

const patterns = NAMESAKES.split(/\s*[|\n]\s*/)
  .filter((name) => name !== '')
  .map((name) => name.replaceAll('.', '\\.?').replaceAll("'", "['’]?").replaceAll(' ', '\\.?[ -]'));

/** Finds companies and characters in a text that are called as people are. */
export const NAMESAKE: RegExp = new RegExp(`\\b(?:${patterns.join('|')})(?!\\p{L})`, 'gu');

const COMPANY_WORDS =
  '(?:Plus|Energy|Tools?|Furniture|Hardware|Electric(?:al)?s?|Electronics|Logistics|Solutions|Motors?|Foods?|Homes?|Water|Gas|Power|Media|Mobile|Telecom|Broadband|Cars?|Rentals?|Travel|Tours|Cruises|Airways|Airlines|Holidays|Partners|Associates|Consulting|Properties|Lettings|Estates|Builders|Plumbing|Heating|Appliances|Interiors|Kitchens|Flooring|Carpets|Beds|Shoes|Clothing|Jewell?ers|Opticians|Dental|Medical|Health(?:care)?|Pharmacy|Clinic|Surgery|Legal|Solicitors|Capital|Finance|Financial|Savings|Mutual|Insurance|Assurance|Bank|Building Society|Group|Holdings|Industries|International|Enterprises|Trading|Supplies|Stores|Outfitters|Garage|Garages|Tyres|Tires|Auto|Freight|Couriers?|Parcels|Deliver(?:y|ies)|Council|Brothers|Bros|Inc|Ltd|Limited|LLC|PLC|Plc|Corp|Co)';
/** What makes a company of the name before it. */
const COMPANY_WORD = new RegExp(`\\s${COMPANY_WORDS}$`);
const COMPANY_AFTER = new RegExp(`^\\s(?:${COMPANY_WORDS}\\b|(?:and|&) (?:Sons?|Co|Company|Daughters?|Partners)\\b)`);
const SECOND_NAME = /^(?:['’]s)?\s\p{Lu}[\p{L}'’-]+/u;
/** How much of what is said after a name can make a company of it, in characters. */
const HEARD = 60;

/** Whether the name at a place in a text, or the longer one that it begins, is a company's. */
export function isCompany(text: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const rest = text.slice(end, end + HEARD);
  const second = SECOND_NAME.exec(rest)?.[0] ?? '';
  return (
    COMPANY_WORD.test(text.slice(start, end)) ||
    COMPANY_AFTER.test(rest) ||
    COMPANY_AFTER.test(rest.slice(second.length))
  );
}
