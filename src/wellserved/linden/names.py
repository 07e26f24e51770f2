"""First and last names that invented customers are put together from."""

_FIRST = """
Aisha Amelia Anders Andrea Anya Arjun Astrid Beatriz Ben Bianca Carlos Chen Chiara Chloe Clara Daan Dana David
Deepa Diego Ebba Elif Emeka Emma Esther Ewa Fatima Finn Fiona Frank Gabriel George Hana Harriet Helena Henry
Ibrahim Imogen Isaac Ivy Jack James Jasmine Joost Julia Kaito Karim Kate Kofi Lars Laura Leila Leo Lily Lucas
Magnus Mai Malcolm Mariam Martin Maya Mei Michael Mila Mohammed Nadine Naomi Nia Nikhil Noah Nora Olga Oliver
Olu Oscar Paolo Patrick Paula Pedro Petra Rachel Rafael Rebecca Robin Ruth Sam Sana Sara Sean Silvia Simon
Sofia Stefan Susan Tariq Tess Thomas Tim Uma Valentina Vera Victor Wei Wendy Yasmin Yusuf Zoe
"""
_LAST = """
Abbott Ahmed Almeida Andersson Appiah Bailey Banerjee Barnes Becker Begum Bennett Bianchi Brandt Brennan
Brooks Campbell Castillo Chan Chowdhury Clark Cohen Collins Costa Cruz Dalton Das Davies Dekker Diaz Dixon
Doyle Dubois Edwards Eriksen Evans Farrell Fernandes Fischer Ford Fraser Garcia Ghosh Gibson Gill Grant Gray
Green Gupta Hansen Hassan Hayes Hoang Horvat Hughes Hussain Ito Iyer Jackson Johansson Jones Kapoor Kaur
Keller Kelly Khan Kim King Kowalski Kumar Larsen Lee Lewis Lopez Lund Martin Mason Meyer Miller Mitchell
Moreau Morgan Moyo Murphy Nguyen Novak Obi Olsen Osei Owens Park Patel Pereira Phillips Quinn Ramos Rao
Richards Rossi Russo Santos Schmidt Shah Sharma Silva Singh Smit Suzuki Tan Taylor Thompson Turner Vega Walker
Wang Ward Watson Wilson Wong Wood Wright Yilmaz Young Zhang
"""
FIRST = tuple(_FIRST.split())
LAST = tuple(_LAST.split())
