/** Given names that are words as well, months among them: they need more than a capital letter to be a person. */
export const WORD_NAMES = `
  abril ace amber an april art asia august autumn baker basil bill blaze blossom bonnie brad brook brooke buck bud
  buddy candy carol chance cherry chi chip christian clay cliff coral crystal daisy dale dawn dean destiny diamond
  drew dusty earl eden ember eve faith fern flora forrest frank gene genesis gill ginger glen grace grant guy hai hal
  happy harmony hazel heath heather hoa holly hong hope hung hunter iris ivy jack jade jasmine jean jewel jo joy june
  justice kit lan lance lane laurel lee legend lily long love lucky luna mai major man mark marsh mason matt max may
  melody mercy miles min ming misty nam nat norm olive pat patience pearl penny pepper pierce piper poppy porter
  precious prince promise prudence ray reed rich river rob robin rock rocky rod roman rose rowan royal ruby rusty sage
  sal sandy scarlett scout see serena serenity sierra silver sky so sol song sonny star stone storm sue summer sunny
  tanner temple thi trinity van victor violet wade wan ward wayne will willow win winter wren yen young
`;

/** Given names that are places and brands as well. */
export const PLACE_AND_BRAND_NAMES = `
  alba alexa alexandria ally andes arabia arlington ashley aspen athena austin avery avon barclay bentley bixby boston
  brandy brooklyn camden carmel carolina carson chad chandra charlotte chase chelsea chester cheyenne claire clinton
  clyde cody columbia columbus cortana dakota dallas darwin dell denver devin devon diego diesel disney dolby dove
  dover dublin dylan echo elgin ella elmer elsa erie florence florida ford france francisco frontier gala garland gary
  geico geneva georgetown georgia gerber gideon glade hamilton hamlet haven hershey hilton hollister houston hudson
  humphrey india indiana indigo inez ireland israel jackson jamaica jared jefferson jenny jerome jersey jesus jordan
  juan kaiser kelly kelsey kendall kent kenya kindle kingston kobe kohl kroger lacy lara laredo levi levis lexie lexus
  lincoln london loretta lourdes lowell luther lyft macy madison manchester marina mario marlboro marshall marshalls
  medina memphis mercedes merrill milan milton mint monaco monroe montana monterey morgan morris moses nelson nest
  newman nike nova oakley odessa ohio olympia ora oral oreo orlando oscar oslo oxford oxnard paris parker perry petra
  phoenix polly porsche portland prada preston quincy raleigh ranger raven raymond regina reno richmond rio ritz
  rochester roma romeo ross salem salvador sam samara santiago sasha saul savage savannah scott scotty sears selma
  seville seymour shelby shell sidney siri skype sofia sonos spencer stanley sterling stockton subaru surrey sydney
  taylor ted tesla texas tide tiffany toledo tracy trader trenton troy tyler uber uma valencia valentine vanguard
  venice vera verizon verona victoria vienna virgin virginia visa walker wallace warren washington watson wayland
  wendy wesson weston wilmington windsor winston york zara zelle zion
`;

/** Those of them that are a person wherever somebody is spoken to or of. */
export const PLACE_NAMES_OF_PEOPLE = `
  ashley camden carson charlotte claire clinton clyde cody devin devon diego dylan ella elmer elsa francisco gary gideon
  humphrey jared jefferson jenny jerome jordan juan kelly kelsey kendall lacy lara lincoln loretta lourdes luther
  marina mario marshall mercedes merrill morgan morris moses nelson oscar parker perry petra polly preston quincy
  raymond regina romeo ross sam samara sasha saul scott selma seymour shelby sidney sofia spencer stanley ted tiffany
  tracy trenton troy tyler uma vera victoria warren wendy weston
`;

/** Words with a capital letter that are no surname after a given name. */
export const NO_SURNAMES = `
  a about account act after airlines airport airways all am an and app apps april are at august authority avenue bank
  bay beach before blue book boulevard bridge bros brothers building business but by calling can card cards care
  castle center centre church circle city clinic club co college company corp corporation could court credit customer
  day days december did do does drive eve express february field financial first foods for foundation free friday from
  furniture game games garden gardens gold got group had hall has have health her hers hi high his home hospital hotel
  hotels house i i'd i'll i'm i've if in inc inn institute insurance is island it it's january jr july june just
  kitchen lake lane let line lines llc ltd ma'am machine madam mall march market max may me media medical memorial
  mini monday motel motors mountain museum my name national new no not november now october of office okay on online
  or our park pharmacy pizza place plaza please plus point premium prime pro product products railway ranch realty red
  resort restaurant river road saturday school secret security september service services she sir so sorry square
  stadium state station store stores street studio studios sunday super support system systems team technologies
  television thanks that the theater theatre there they this thursday to tower tower's trust tuesday tv ultra union
  university us valley village was we wednesday well were what when where will with would yes you your zoo
`;
